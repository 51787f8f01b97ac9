import {BagQueue, newKey} from "./bag_queue";
import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {BagCollect} from "./bag_collect";
import {BagContact} from "./bag_contact";
import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {formatCurrency} from "@web/core/currency";
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

    /** Receipts kept on this phone, which the server does not know yet. */
    get kept() {
        return this.waiting.filter(({kind}) => kind === "receipt");
    }

    /** The customers, each asked for less by what this phone has kept. */
    get customers() {
        return this.state.bag.customers.map((customer) => {
            const slips = customer.slips.map((slip) => {
                const taken = this.sumKept(({slip_id}) => slip_id === slip.id);
                return taken ? {...slip, ...this.ask(slip, taken, customer)} : slip;
            });
            const ids = slips.map(({id}) => id);
            const taken = this.sumKept(({slip_id}) => ids.includes(slip_id));
            if (!taken) {
                return customer;
            }
            const money = formatCurrency(taken, customer.currency_id);
            const note = _t("%s kept on this phone, not sent yet", money);
            return {
                ...customer,
                ...this.ask(customer, taken, customer),
                note: [customer.note, note].filter(Boolean).join(" · "),
                slips,
            };
        });
    }

    /** Returns the amount still asked of a slip or customer after money was taken. */
    ask({amount}, taken, {currency_id}) {
        const left = Math.max(0, amount - taken);
        return {amount: left, amount_text: formatCurrency(left, currency_id)};
    }

    sumKept(isWanted) {
        return this.kept
            .filter(({payload}) => isWanted(payload))
            .reduce((sum, {payload}) => sum + payload.amount, 0);
    }

    /** Money kept on this phone as people read it, a text per currency. */
    formatKept(isWanted) {
        const currencies = new Map();
        for (const {slips, currency_id} of this.state.bag.customers) {
            slips.forEach(({id}) => currencies.set(id, currency_id));
        }
        return [...new Set(currencies.values())]
            .map((currency) => [
                this.sumKept(
                    (payload) =>
                        currencies.get(payload.slip_id) === currency &&
                        isWanted(payload)
                ),
                currency,
            ])
            .filter(([amount]) => amount)
            .map(([amount, currency]) => formatCurrency(amount, currency))
            .join(" + ");
    }

    get keptText() {
        return this.formatKept(() => true);
    }

    get keptCashText() {
        return this.formatKept(({method}) => method === "cash");
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

    /** The report of the day, where the collector counts the cash and submits. */
    async openReport() {
        this.action.doAction(
            await this.orm.call("collection.day.report", "action_open_today", [])
        );
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
