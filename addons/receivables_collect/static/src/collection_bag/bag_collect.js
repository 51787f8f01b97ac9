import {Component, useState} from "@odoo/owl";
import {proposeAmount, readAmount} from "./bag_amount";
import {_t} from "@web/core/l10n/translation";
import {readPhoto} from "./bag_queue";

const PAPER = ["cheque", "draft"];
// these may have a number: the slip of the terminal
const NUMBERED = ["card"];

/** Money taken: amount, method, voucher, done. */
export class BagCollect extends Component {
    static template = "receivables_collect.BagCollect";
    static props = {
        customer: Object,
        date: String,
        methods: Array,
        vouchers: Array,
        onDone: Function,
        onBack: Function,
    };

    setup() {
        const [slip] = this.props.customer.slips;
        const [voucher] = this.props.vouchers;
        this.state = useState({
            slipId: slip.id,
            amount: proposeAmount(slip.amount),
            method: this.props.methods[0][0],
            voucherId: voucher ? voucher.id : false,
            number: "",
            bank: "",
            terminal: "",
            dueDate: "",
            note: "",
            photo: false,
            photoName: "",
        });
    }

    get slip() {
        return this.props.customer.slips.find(({id}) => id === this.state.slipId);
    }

    get needsPaper() {
        return PAPER.includes(this.state.method);
    }

    get mayHaveNumber() {
        return NUMBERED.includes(this.state.method);
    }

    get amount() {
        return readAmount(this.state.amount);
    }

    get bank() {
        if (this.mayHaveNumber) {
            return this.state.terminal;
        }
        return this.needsPaper ? this.state.bank : "";
    }

    /** The reason why the entry cannot be kept yet; empty where it can. */
    get missing() {
        if (!(this.amount > 0)) {
            return _t("Enter the amount that you took.");
        }
        return this.state.voucherId ? "" : _t("Choose a voucher.");
    }

    chooseSlip(ev) {
        this.state.slipId = Number(ev.target.value);
        this.state.amount = proposeAmount(this.slip.amount);
    }

    async takePhoto(ev) {
        const [file] = ev.target.files;
        if (file) {
            this.state.photo = await readPhoto(file);
            this.state.photoName = file.name;
        }
    }

    done() {
        const {state, props} = this;
        props.onDone({
            slip_id: state.slipId,
            voucher_id: state.voucherId,
            amount: this.amount,
            method: state.method,
            date: props.date,
            note: state.note,
            photo: state.photo,
            number: this.needsPaper || this.mayHaveNumber ? state.number : "",
            bank: this.bank,
            due_date: this.needsPaper ? state.dueDate : "",
        });
    }
}
