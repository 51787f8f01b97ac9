import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

/**
 * Says why an order is held or until where it is released. The server composes the
 * sentences; a figure in them opens the records behind it.
 */
export class SalesHoldBanner extends Component {
    static template = "sales_rules.SalesHoldBanner";
    static props = {...standardFieldProps};

    get banner() {
        return this.props.record.data[this.props.name];
    }

    /** Opens what is behind a figure of the hold. */
    openFigure(line, part) {
        return this.call("sales.hold", "action_open_figure", () => line.id, {
            args: JSON.stringify([part.figure]),
        });
    }

    /** Calls a method of the order itself. */
    press(button) {
        const {record} = this.props;
        return this.call(record.resModel, button.method, () => record.resId, {
            confirm: button.confirm,
        });
    }

    /** As any button of the form does: saves first, reloads afterwards. */
    call(resModel, name, getId, params) {
        return this.env.onClickViewButton({
            clickParams: {type: "object", name, ...params},
            getResParams: () => ({
                resModel,
                resId: getId(),
                resIds: [getId()],
                context: this.props.record.context,
            }),
        });
    }
}

export const salesHoldBanner = {
    component: SalesHoldBanner,
    supportedTypes: ["json"],
};

registry.category("fields").add("sales_hold_banner", salesHoldBanner);
