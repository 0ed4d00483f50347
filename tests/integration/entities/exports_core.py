"""The mixed company's organisation: two units below the root, and which labels belong to them."""

FILES = {
    "core/org_unit.csv": (
        "opsmart template: org_unit\n"
        "Org unit ID,Name,Name (Chinese),Parent ID,Valid from,Valid to\n"
        "ROOT,Aster Works,,,2020-01-01,\n"
        "OPS,Operations,,ROOT,2020-01-01,\n"
        "SALES,Sales,,ROOT,2020-01-01,\n"
    ),
    "core/org_mapping.csv": (
        "opsmart template: org_mapping\n"
        "Source type,Source key,System,Instance,Org unit ID,Valid from,Valid to\n"
        "department,Production,,,OPS,,\n"
        "department,Field Service,,,SALES,,\n"
        "project,FLD,jira,,OPS,,\n"
        "owner,7007,asana,,SALES,,\n"
        "queue,Network,servicenow,,OPS,,\n"
        "cost_center,4711,sap,,OPS,,\n"
        "plant,7100,sap,,OPS,,\n"
        "team,Key Accounts,odoo,,SALES,,\n"
        "plant,SU10,,,OPS,,\n"
        "plant,SUWH,,,SALES,,\n"
        "class,East,quickbooks,,SALES,,\n"
    ),
}
