import {BagQueue, newKey} from "./bag_queue";
import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {BagCollect} from "./bag_collect";
import {BagContact} from "./bag_contact";
import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const RETRY = 30000;

/** The field collector's home screen (F20), for one thumb and a bad connection. */
export class CollectionBag extends Component {
    static template = "receivables_collect.CollectionBag";
    static components = {BagCollect, BagContact};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.store = new BagQueue();
        const {bag, queue} = this.store.load();
        this.state = useState({
            bag: bag || null,
            queue: queue || [],
            offline: false,
            screen: "list",
            customer: null,
        });
        const wake = () => this.refresh();
        onMounted(() => {
            browser.addEventListener("online", wake);
            this.timer = browser.setInterval(() => {
                if (this.waiting.length || this.state.offline) {
                    wake();
                }
            }, RETRY);
            wake();
        });
        onWillUnmount(() => {
            browser.removeEventListener("online", wake);
            browser.clearInterval(this.timer);
        });
    }

    get waiting() {
        return this.state.queue.filter((entry) => !entry.error);
    }

    get refused() {
        return this.state.queue.filter((entry) => entry.error);
    }

    /** Vouchers not yet used by any entry on this phone, the next one first. */
    get vouchers() {
        const used = new Set(this.state.queue.map(({payload}) => payload.voucher_id));
        return this.state.bag.vouchers.filter(({id}) => !used.has(id));
    }

    keep() {
        this.store.save({bag: this.state.bag, queue: this.state.queue});
    }

    /** Send waiting entries, then reload the bag; without a connection, keep both. */
    async refresh() {
        if (this.busy) {
            this.again = true;
            return;
        }
        this.busy = true;
        try {
            await this.sendWaiting();
            this.state.bag = await this.orm.silent.call(
                "collection.bag",
                "get_bag",
                []
            );
            this.state.offline = false;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.offline = true;
        } finally {
            this.busy = false;
            this.keep();
        }
        if (this.again) {
            this.again = false;
            await this.refresh();
        }
    }

    async sendWaiting() {
        for (const entry of this.waiting) {
            const {key, kind, payload} = entry;
            try {
                await this.orm.silent.call("collection.bag", "send", [
                    key,
                    kind,
                    payload,
                ]);
                this.drop(entry);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    throw error;
                }
                entry.error = error.data?.message || error.message;
            }
            this.keep();
        }
    }

    drop(entry) {
        this.state.queue = this.state.queue.filter(({key}) => key !== entry.key);
        this.keep();
    }

    /** Keep an entry that was keyed in, then send it. */
    add(kind, label, payload) {
        this.state.queue.push({key: newKey(), kind, label, payload});
        this.keep();
        this.show("list");
        this.notification.add(_t("Kept: %s", label), {type: "success"});
        this.refresh();
    }

    show(screen, customer = this.state.customer) {
        this.state.screen = screen;
        this.state.customer = customer;
    }

    get phoneLink() {
        return `tel:${this.state.customer.phone.replace(/\s/g, "")}`;
    }

    get mapLink() {
        const address = encodeURIComponent(this.state.customer.address);
        return `https://www.openstreetmap.org/search?query=${address}`;
    }

    openSlip(slip) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "collection.slip",
            res_id: slip.id,
            views: [[false, "form"]],
        });
    }

    openToSign() {
        this.action.doAction("receivables_collect.collection_handover_action_to_sign");
    }

    async print() {
        this.action.doAction(
            await this.orm.call("collection.bag", "get_print_action", [])
        );
    }
}

registry.category("actions").add("collection_bag", CollectionBag);
