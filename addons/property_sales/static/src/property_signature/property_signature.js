import {
    SignatureField,
    signatureField,
} from "@web/views/fields/signature/signature_field";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

const METHODS = {
    investment_signature: "action_sign_investment",
    marketing_signature: "action_sign_marketing",
};

/**
 * The signature of a department under an area list: drawn, it signs. Nothing is written
 * by the form; the server says who may sign.
 */
export class PropertySignature extends SignatureField {
    setup() {
        super.setup();
        this.orm = useService("orm");
    }

    async uploadSignature({signatureImage}) {
        const {name, record} = this.props;
        const image = signatureImage.split(",")[1] || false;
        await record.save();
        await this.orm.call(record.resModel, METHODS[name], [[record.resId], image]);
        await record.load();
    }
}

registry.category("fields").add("property_signature", {
    ...signatureField,
    component: PropertySignature,
});
