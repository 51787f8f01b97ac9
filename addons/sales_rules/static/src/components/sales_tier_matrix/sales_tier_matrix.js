import {Component} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

/**
 * How many customers go from which tier to which; a number opens those customers.
 * Names and counts come from the server.
 */
export class SalesTierMatrix extends Component {
    static template = "sales_rules.SalesTierMatrix";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get matrix() {
        return this.props.record.data[this.props.name] || {columns: [], rows: []};
    }

    async open(row, cell) {
        const {resModel, resId} = this.props.record;
        const action = await this.orm.call(resModel, "action_view_cell", [
            [resId],
            row.id,
            cell.id,
        ]);
        return this.action.doAction(action);
    }
}

export const salesTierMatrix = {
    component: SalesTierMatrix,
    supportedTypes: ["json"],
};

registry.category("fields").add("sales_tier_matrix", salesTierMatrix);
