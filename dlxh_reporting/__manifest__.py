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
        # Catalogues and regimes
        # Sheets and issues
        # Reports
        # Menus, last: they name actions of the files above
        "views/dlxh_menus.xml",
    ],
    "demo": [],
    "application": False,
    "installable": True,
}
