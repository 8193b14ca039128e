{
    "name": "Public Opinion: Surveys",
    "summary": "Sociological surveys from the questionnaire to honest statistics",
    "version": "19.0.1.0.0",
    "category": "Public Opinion",
    "author": "DLXH contributors",
    "license": "AGPL-3",
    "depends": ["dlxh_collaborator", "survey", "report_xlsx"],
    "data": [
        "security/ir.model.access.csv",
        # Questionnaires
        "security/dlxh_questionnaire_security.xml",
        # Waves
        "security/dlxh_survey_wave_security.xml",
        "report/dlxh_survey_reports.xml",
        "data/dlxh_survey_wave_data.xml",
        # Sampling and fieldwork
        # Answering
        # Paper
        # Results
        # Menus, last: they name actions of the files above
        "views/dlxh_menus.xml",
    ],
    "demo": [],
}
