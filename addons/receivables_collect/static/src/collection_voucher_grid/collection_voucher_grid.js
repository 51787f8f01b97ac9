import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** The numbers of a voucher book, coloured by where they are; a click opens the voucher. */
export class CollectionVoucherGrid extends Component {
    static template = "receivables_collect.CollectionVoucherGrid";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.states = [
            ["blank", _t("Blank")],
            ["branch", _t("At the branch")],
            ["collector", _t("With a collector")],
            ["used", _t("Used")],
            ["void", _t("Void")],
            ["returned", _t("Returned")],
            ["missing", _t("Missing")],
        ];
        this.data = useState({vouchers: [], shown: false});
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((next) => this.load(next));
    }

    async load({record}) {
        this.data.vouchers =
            record.resId && record.data.is_registered
                ? await this.orm.call(record.resModel, "get_grid", [[record.resId]])
                : [];
    }

    get vouchers() {
        const {vouchers, shown} = this.data;
        return shown ? vouchers.filter(({state}) => state === shown) : vouchers;
    }

    count(state) {
        return this.data.vouchers.filter((voucher) => voucher.state === state).length;
    }

    toggle(state) {
        this.data.shown = this.data.shown === state ? false : state;
    }

    title(voucher) {
        const label = this.states.find(([state]) => state === voucher.state)[1];
        return voucher.holder ? `${label}: ${voucher.holder}` : label;
    }

    open(voucher) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "collection.voucher",
            res_id: voucher.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("collection_voucher_grid", {
    component: CollectionVoucherGrid,
    fieldDependencies: [{name: "is_registered", type: "boolean"}],
});
