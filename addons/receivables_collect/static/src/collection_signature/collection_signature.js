import {
    SignatureField,
    signatureField,
} from "@web/views/fields/signature/signature_field";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/**
 * The signature of a hand-over: drawn by the receiver, it signs. Nothing is written by
 * the form; the server says who may sign.
 */
export class CollectionSignature extends SignatureField {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.notification = useService("notification");
    }

    async uploadSignature({signatureImage}) {
        const {record} = this.props;
        const image = signatureImage.split(",")[1] || false;
        await this.orm.call(record.resModel, "action_sign", [[record.resId], image]);
        await record.load();
    }
}

registry.category("fields").add("collection_signature", {
    ...signatureField,
    component: CollectionSignature,
});
