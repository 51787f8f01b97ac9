import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const {DateTime} = luxon;

/** The time that is left until a moment, running. */
export class Countdown extends Component {
    static template = "property_sales.Countdown";
    static props = {until: {type: [DateTime, {value: false}], optional: true}};

    setup() {
        this.state = useState({now: DateTime.now()});
        onMounted(() => {
            this.timer = browser.setInterval(() => {
                this.state.now = DateTime.now();
            }, 1000);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get left() {
        const {until} = this.props;
        return until ? Math.max(until.diff(this.state.now).as("seconds"), 0) : 0;
    }

    get text() {
        const left = Math.floor(this.left);
        const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
        const [hours, minutes, seconds] = parts.map((n) => String(n).padStart(2, "0"));
        return parts[0] ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
    }
}

export class CountdownField extends Component {
    static template = "property_sales.CountdownField";
    static components = {Countdown};
    static props = {...standardFieldProps};

    get until() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("property_countdown", {
    component: CountdownField,
    supportedTypes: ["datetime"],
});
