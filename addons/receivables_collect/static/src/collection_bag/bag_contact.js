import {Component, useState} from "@odoo/owl";
import {proposeAmount, readAmount} from "./bag_amount";

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

    get isReady() {
        const {promiseDate, amount} = this.state;
        return !this.props.isPromise || Boolean(promiseDate && readAmount(amount) > 0);
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
