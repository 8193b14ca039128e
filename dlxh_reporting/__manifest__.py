{
    "name": "Public Opinion: Reporting",
    "summary": "Opinion sheets, issues, regimes and consolidated reports",
    "version": "19.0.1.0.0",
    "category": "Public Opinion",
    "author": "DLXH contributors",
    "license": "AGPL-3",
    "depends": ["dlxh_collaborator", "report_xlsx"],
    "data": [
        "security/ir.model.access.csv",
        "security/dlxh_catalogue_security.xml",
        "security/dlxh_opinion_security.xml",
        "security/dlxh_issue_security.xml",
        # Catalogues and regimes
        "data/dlxh_topic_data.xml",
        "data/dlxh_channel_data.xml",
        "data/dlxh_population_group_data.xml",
        "data/dlxh_regime_data.xml",
        "views/dlxh_catalogue_views.xml",
        # Sheets and issues
        "views/dlxh_opinion_actions.xml",
        "views/dlxh_opinion_views.xml",
        "views/dlxh_opinion_windows.xml",
        "views/dlxh_issue_views.xml",
        # Reports
        # Menus, last: they name actions of the files above
        "views/dlxh_menus.xml",
    ],
    "demo": [],
    "application": False,
    "installable": True,
}
