import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/**
 * Shows what a customer has used of the credit limit. Texts and shares come from the
 * server; a figure opens the records behind it.
 */
export class SalesCreditBar extends Component {
    static template = "sales_rules.SalesCreditBar";
    static props = {
        ...standardFieldProps,
        isSmall: {type: Boolean, optional: true},
    };
    static defaultProps = {isSmall: false};

    get panel() {
        return this.props.record.data[this.props.name];
    }

    /** All figures in one line, where there is no room for them. */
    get summary() {
        const figures = this.panel.segments.map(({label, text}) => `${label} ${text}`);
        return [this.panel.limit, ...figures].join(" · ");
    }

    open(figure) {
        const {record} = this.props;
        return this.env.onClickViewButton({
            clickParams: {
                type: "object",
                name: "action_open_figure",
                args: JSON.stringify([figure]),
            },
            getResParams: () => ({
                resModel: record.resModel,
                resId: record.resId,
                resIds: record.resIds,
                context: record.context,
            }),
        });
    }
}

export const salesCreditBar = {
    component: SalesCreditBar,
    supportedTypes: ["json"],
    extractProps: ({options}) => ({isSmall: Boolean(options.small)}),
};

registry.category("fields").add("sales_credit_bar", salesCreditBar);
