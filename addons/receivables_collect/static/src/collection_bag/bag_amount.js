import {InvalidNumberError, parseFloat} from "@web/views/fields/parsers";
import {formatFloat} from "@web/core/utils/numbers";

/** The text proposed in a field for an amount, without thousands; empty for nothing. */
export function proposeAmount(amount) {
    return amount > 0 ? formatFloat(amount, {thousandsSep: ""}) : "";
}

/** The amount typed in the format of the user's language; 0 for any other text. */
export function readAmount(text) {
    try {
        return parseFloat(text);
    } catch (error) {
        if (error instanceof InvalidNumberError) {
            return 0;
        }
        throw error;
    }
}
