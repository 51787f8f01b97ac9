import {InvalidNumberError, parseFloat} from "@web/views/fields/parsers";
import {formatFloat} from "@web/core/utils/numbers";

/** What is proposed in a field for an amount, without thousands; empty for nothing. */
export function proposeAmount(amount) {
    return amount > 0 ? formatFloat(amount, {thousandsSep: ""}) : "";
}

/** The amount that was typed as the user's language writes it; 0 for what is none. */
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
