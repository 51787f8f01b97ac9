import {Component, useState} from "@odoo/owl";
import {proposeAmount, readAmount} from "./bag_amount";
import {_t} from "@web/core/l10n/translation";

/** A call or visit and its result, or a promise to pay. */
export class BagContact extends Component {
    static template = "receivables_collect.BagContact";
    static props = {
        customer: Object,
        choices: Object,
        date: String,
        isPromise: Boolean,
        onDone: Function,
        onBack: Function,
    };

    setup() {
        const [slip] = this.props.customer.slips;
        this.state = useState({
            kind: "visit",
            result: "reached",
            note: "",
            promiseDate: "",
            amount: proposeAmount(slip.amount),
        });
    }

    /** The days that customers name most, for one tap; each day once. */
    get days() {
        const today = luxon.DateTime.fromISO(this.props.date);
        const known = new Set();
        return [
            [_t("Tomorrow"), today.plus({days: 1})],
            [_t("In 3 days"), today.plus({days: 3})],
            [_t("In a week"), today.plus({days: 7})],
            [_t("End of month"), today.endOf("month")],
        ]
            .map(([label, day]) => ({
                label,
                date: day.toISODate(),
                shown: day.toLocaleString({month: "numeric", day: "numeric"}),
            }))
            .filter(({date}) => {
                const isNew = date > this.props.date && !known.has(date);
                known.add(date);
                return isNew;
            })
            .sort((one, other) => (one.date < other.date ? -1 : 1));
    }

    /** The reason why the entry cannot be kept yet; empty where it can. */
    get missing() {
        if (this.props.isPromise && !(readAmount(this.state.amount) > 0)) {
            return _t("Enter the amount that was promised.");
        }
        if (this.props.isPromise && !this.state.promiseDate) {
            return _t("Choose the day that was promised.");
        }
        return "";
    }

    done() {
        const {state, props} = this;
        const payload = {
            slip_id: props.customer.slips[0].id,
            kind: state.kind,
            date: props.date,
            note: state.note,
            result: props.isPromise ? "promised" : state.result,
        };
        if (props.isPromise) {
            payload.promise_date = state.promiseDate;
            payload.promise_amount = readAmount(state.amount);
        }
        props.onDone(payload);
    }
}
