import binascii
from base64 import b64decode, b64encode

from PIL import Image

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess
from odoo.tools.mimetypes import guess_mimetype

MAX_PICTURES = 5
MAX_BYTES = 10 * 2**20
MAX_SIDE = 1920
# as browsers and telephones make them; no drawings, which may hold scripts
KINDS = ("image/jpeg", "image/png", "image/webp")


class PropertyPortalRequest(models.AbstractModel):
    """Service requests that owners enter, confirm and object to themselves (R2.7).

    They go the way of all requests: entry, register, days and rights are the same.
    Contracts and requests come from `property.portal`, in sudo.
    """

    _name = "property.portal.request"
    _description = "Service Request in the Portal"

    @api.model
    def _get(self, contract, request_id):
        """Return one request of a contract, in sudo; none for any other id."""
        requests_sudo = self.env["property.service.request"].sudo()  # of this contract
        domain = [("contract_id", "=", contract.id), ("id", "=", request_id)]
        return requests_sudo.search(domain)

    @api.model
    def _get_choices(self):
        """Return the kinds and the parts that a request can be of."""
        names = {"kind": "kinds", "part": "parts"}
        fields = self.env["property.service.request"]._fields
        return {
            label: fields[name]._description_selection(self.env)
            for name, label in names.items()
        }

    @api.model
    def _enter(self, contract, kind, part, description, pictures):
        """Enter a request of the owner of a contract.

        :param list pictures: the raw files
        :return: the request, in sudo
        :raise UserError: for a wrong entry, pictures that are none, or too many
        """
        choices = self._get_choices()
        if kind not in dict(choices["kinds"]) or part not in dict(choices["parts"]):
            raise UserError(self.env._("Choose what it is about, and the part."))
        description = (description or "").strip()
        if not description:
            raise UserError(self.env._("Say what is wrong."))
        pictures = self._check_pictures(pictures)
        vals = {"contract_id": contract.id, "kind": kind, "part": part}
        vals |= {"description": description, "channel": "portal"}
        if pictures:
            vals["photo"] = b64encode(pictures[0])
        # sudo: the user is compared with the buyers by the entry
        requests_sudo = self.env["property.service.request"].sudo()
        # owners hear of it on their page, and not of each note of colleagues
        requests_sudo = requests_sudo.with_context(mail_create_nosubscribe=True)
        request = requests_sudo.create(vals)
        self._add_pictures(request, pictures[1:])
        return request

    @api.model
    def _check_pictures(self, pictures):
        """Check pictures that an owner sent, and return them in the size that is kept.

        :raise UserError: for too many, too large ones, and what is no picture
        """
        if len(pictures) > MAX_PICTURES:
            raise UserError(
                self.env._("Send %s pictures at most with a request.", MAX_PICTURES)
            )
        return [self._read_picture(picture) for picture in pictures]

    @api.model
    def _read_picture(self, raw, side=MAX_SIDE):
        """Return a picture as a file that was written anew.

        :raise UserError: for what is no picture, or a too large one
        """
        if len(raw) > MAX_BYTES:
            raise UserError(
                self.env._("A picture has %s MB at most.", MAX_BYTES // 2**20)
            )
        kind = guess_mimetype(raw, default="")
        try:
            if kind not in KINDS:
                raise ValueError(kind)
            image = ImageProcess(raw, verify_resolution=True)
            return image.resize(side, side).image_quality(output_format="JPEG")
        except (
            Image.DecompressionBombError,
            OSError,
            SyntaxError,
            UserError,
            ValueError,
        ) as error:
            raise UserError(
                self.env._("This is no picture: send photos as JPEG, PNG or WebP.")
            ) from error

    @api.model
    def _add_pictures(self, request, pictures):
        """Keep more pictures with a request, for all who read it."""
        attachments_sudo = self.env["ir.attachment"].sudo()  # as the request
        found = attachments_sudo.create(
            [
                {
                    "name": f"{request.number}-{number}.jpg",
                    "raw": picture,
                    "mimetype": "image/jpeg",
                    "res_model": request._name,
                    "res_id": request.id,
                }
                for number, picture in enumerate(pictures, 2)
            ]
        )
        request._write_protected({"picture_ids": found.ids})

    @api.model
    def _get_pictures(self, request):
        """Return the raw pictures of one request."""
        first = [b64decode(request.photo)] if request.photo else []
        return first + [row.raw for row in request.picture_ids.sorted("id")]

    @api.model
    def _confirm(self, request, signature):
        """Close one request that its owner signs for.

        :param str signature: drawn, as an encoded picture
        :raise UserError: without a drawing, or before it is done
        """
        try:
            raw = b64decode(signature or "", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if not raw:
            raise UserError(self.env._("Sign to confirm that it is done."))
        self._read_picture(raw)
        name = self.env.user.partner_id.name
        note = self.env._("In the portal, by %s", name)
        request.action_confirm(signature, note)

    @api.model
    def _object(self, request, reason):
        """Have one request be done again, as its owner is not content.

        :raise UserError: without a reason, or before it is done
        """
        request.action_reopen(reason)
