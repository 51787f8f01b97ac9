{
    "name": "Receivables Collection",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "summary": "Collection of receivables upon Sales Rules (ground only)",
    "author": "Sales Rules Project",
    "website": "https://github.com/sales-rules/sales-rules",
    "license": "LGPL-3",
    "depends": ["sales_rules"],
    "data": [
        "security/ir_rules_slip.xml",
        "security/ir_rules_custody.xml",
        "security/ir_rules_money.xml",
        "security/ir.model.access.csv",
        "views/receivables_collect_menus.xml",
    ],
}
