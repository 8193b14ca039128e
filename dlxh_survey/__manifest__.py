{
    "name": "Public Opinion: Surveys",
    "summary": "Sociological surveys from the questionnaire to honest statistics",
    "version": "19.0.1.0.0",
    "category": "Public Opinion",
    "author": "DLXH contributors",
    "license": "AGPL-3",
    "depends": ["dlxh_collaborator", "survey", "report_xlsx"],
    "data": [
        "security/dlxh_survey_groups.xml",
        "security/ir.model.access.csv",
        # Questionnaires
        "security/dlxh_questionnaire_security.xml",
        "data/dlxh_survey_block_data.xml",
        "views/survey_question_views.xml",
        "views/survey_survey_views.xml",
        # Waves
        "security/dlxh_survey_wave_security.xml",
        "report/dlxh_survey_reports.xml",
        "data/dlxh_survey_wave_data.xml",
        "data/dlxh_retention_data.xml",
        "views/dlxh_survey_wave_views.xml",
        "views/dlxh_survey_report_views.xml",
        "views/dlxh_survey_config_views.xml",
        # Sampling and fieldwork
        "security/dlxh_survey_sampling_security.xml",
        "data/dlxh_survey_fieldwork_data.xml",
        "report/dlxh_survey_sampling_reports.xml",
        "views/dlxh_survey_progress_templates.xml",
        "views/dlxh_survey_allocation_views.xml",
        "views/dlxh_survey_wave_sampling_views.xml",
        # Answering
        "security/dlxh_survey_answering_security.xml",
        "data/dlxh_survey_answering_data.xml",
        # Paper; its views hang on those of files, below
        "report/dlxh_survey_paper_reports.xml",
        # Coding of open answers
        "security/dlxh_survey_coding_security.xml",
        # Results
        "security/dlxh_survey_results_security.xml",
        "report/dlxh_survey_results_reports.xml",
        "views/dlxh_survey_results_views.xml",
        # Weighting
        "security/dlxh_survey_weighting_security.xml",
        "views/dlxh_survey_weighting_views.xml",
        # Menus, last: they name actions of the files above
        "views/dlxh_menus.xml",
        # Files; after the menus, into which it hangs one of its own
        "security/dlxh_survey_file_security.xml",
        "views/dlxh_survey_file_views.xml",
        "views/dlxh_survey_coding_views.xml",
        "views/dlxh_survey_coding_second_views.xml",
        # Analyst file
        "security/dlxh_survey_analyst_security.xml",
        "data/dlxh_survey_analyst_data.xml",
        "views/dlxh_survey_analyst_views.xml",
        "security/dlxh_survey_paper_security.xml",
        "views/dlxh_survey_paper_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "assets": {
        "web.assets_backend": [
            "dlxh_survey/static/src/backend/**/*.js",
            "dlxh_survey/static/src/opinion/conditions.esm.js",
            "dlxh_survey/static/src/keying/*.js",
            "dlxh_survey/static/src/keying/*.xml",
            "dlxh_survey/static/src/coding/*.js",
            "dlxh_survey/static/src/coding/*.xml",
            "dlxh_survey/static/src/results/*.js",
            "dlxh_survey/static/src/results/*.scss",
            "dlxh_survey/static/src/results/*.xml",
        ],
    },
    "demo": [
        "demo/dlxh_survey_demo.xml",
    ],
}
