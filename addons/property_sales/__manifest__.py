{
    "name": "Property Sales",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "summary": "Sale of homes upon Receivables Collection (roles only)",
    "author": "Sales Rules Project",
    "website": "https://github.com/sales-rules/sales-rules",
    "license": "LGPL-3",
    "depends": ["receivables_collect"],
    "data": [
        "security/res_groups.xml",
        "views/property_sales_menus.xml",
    ],
}
