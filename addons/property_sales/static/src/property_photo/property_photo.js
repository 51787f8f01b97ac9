import {ImageField, imageField} from "@web/views/fields/image/image_field";
import {FileUploader} from "@web/views/fields/file_handler";
import {registry} from "@web/core/registry";

// As the server keeps it: a phone takes photos of many more points
const MAX_SIDE = 1920;

/**
 * Opens the camera of a phone; a computer asks for a file.
 */
export class CameraUploader extends FileUploader {
    static template = "property_sales.CameraUploader";
}

/**
 * A photo that is taken at the place, made smaller before it is sent.
 */
export class PropertyPhoto extends ImageField {
    static template = "property_sales.PropertyPhoto";
    static components = {...ImageField.components, FileUploader: CameraUploader};

    async onFileUploaded(info) {
        const image = new Image();
        image.src = `data:${info.type};base64,${info.data}`;
        try {
            await image.decode();
        } catch {
            // No picture: the server says so
            return super.onFileUploaded(info);
        }
        const ratio = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(image.width * ratio);
        canvas.height = Math.round(image.height * ratio);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        const data = canvas.toDataURL("image/jpeg", 0.85).split(",")[1];
        return super.onFileUploaded({...info, data, type: "image/jpeg"});
    }
}

registry.category("fields").add("property_photo", {
    ...imageField,
    component: PropertyPhoto,
});
