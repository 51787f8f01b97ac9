import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {formatFloat} from "@web/core/utils/numbers";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {Countdown} from "../countdown/countdown";

/** A home, and the actions that it allows now. */
export class UnitDialog extends Component {
    static template = "property_sales.UnitDialog";
    static components = {Countdown, Dialog};
    static props = {
        unit: Object,
        title: String,
        label: String,
        reload: Function,
        close: Function,
    };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        this.state = useState({holdUntil: false, reservation: false});
        onWillStart(() => this.ask());
    }

    /** Ask for what the board is not told: until when it is held, by whom if seen. */
    async ask() {
        const {unit} = this.props;
        const [isSeller, isDirector, [found]] = await Promise.all([
            user.hasGroup("property_sales.group_property_sales"),
            user.hasGroup("sales_rules.group_marketing_director"),
            this.orm.read("property.unit", [unit.id], ["hold_until", "reservation_id"]),
        ]);
        this.isSeller = isSeller;
        this.mayQuote = isSeller || isDirector;
        this.state.holdUntil =
            found.hold_until && deserializeDateTime(found.hold_until);
        this.state.reservation = found.reservation_id && found.reservation_id[0];
    }

    get facts() {
        const {unit, label} = this.props;
        const number = (value, digits) =>
            formatFloat(value || 0, {digits: [16, digits]});
        return [
            [_t("State"), label],
            [_t("Floor"), unit.floor],
            [_t("Layout"), unit.layout || ""],
            [_t("Price"), number(unit.price, 2)],
            [_t("Gross Area"), `${number(unit.gross, 2)} m²`],
            [_t("Inner Area"), `${number(unit.inner, 2)} m²`],
        ];
    }

    /** Hold the home, or join those who wait for it. */
    reserve(isWaiting) {
        const {unit, reload, close} = this.props;
        close();
        this.dialog.add(FormViewDialog, {
            resModel: "property.reservation",
            title: isWaiting ? _t("Join the Waiting List") : _t("Hold"),
            context: {
                default_unit_id: unit.id,
                default_is_waiting: isWaiting,
                form_view_ref: "property_sales.property_reservation_view_form_new",
            },
            onRecordSaved: (record) => {
                reload();
                if (!isWaiting) {
                    this.openReservation(record.resId);
                }
            },
        });
    }

    async showReservation() {
        this.props.close();
        await this.openReservation(this.state.reservation);
    }

    openReservation(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "property.reservation",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /** The cost of the home by each payment plan, on paper. */
    async quote() {
        this.props.close();
        await this.action.doAction("property_sales.property_quotation_action", {
            additionalContext: {default_unit_id: this.props.unit.id},
        });
    }

    async openUnit() {
        this.props.close();
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "property.unit",
            res_id: this.props.unit.id,
            views: [[false, "form"]],
        });
    }
}
