import {Component} from "@odoo/owl";
import {formatFloat} from "@web/core/utils/numbers";

/** One home on the board. */
export class UnitTile extends Component {
    static template = "property_sales.UnitTile";
    static props = {
        unit: Object,
        label: String,
        isShown: Boolean,
        open: Function,
    };

    get price() {
        return this.props.unit.price
            ? formatFloat(this.props.unit.price, {digits: [16, 0]})
            : "";
    }

    get area() {
        return this.props.unit.gross
            ? `${formatFloat(this.props.unit.gross, {digits: [16, 2]})} m²`
            : "";
    }
}
