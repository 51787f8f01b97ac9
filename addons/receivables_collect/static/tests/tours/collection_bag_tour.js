import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const {open, send} = browser.XMLHttpRequest.prototype;

// every request of the bag fails as it does in a tunnel
function cutConnection() {
    Object.assign(browser.XMLHttpRequest.prototype, {
        open(method, url) {
            this.isOfBag = url.includes("collection.bag");
            return open.call(this, ...arguments);
        },
        send() {
            if (!this.isOfBag) {
                return send.call(this, ...arguments);
            }
            setTimeout(() => this.dispatchEvent(new Event("error")));
        },
    });
}

function restoreConnection() {
    Object.assign(browser.XMLHttpRequest.prototype, {open, send});
}

const collect = (customer) => [
    {
        content: "The customer of today",
        trigger: `.o_customer:contains(${customer})`,
        run: "click",
    },
    {content: "Collect", trigger: ".o_collect", run: "click"},
];

registry.category("web_tour.tours").add("collection_bag_collect", {
    url: "/odoo/collection-bag",
    steps: () => [
        {
            content: "The amount asked, large, and for how long it is due",
            trigger: ".o_customer:contains(Large):contains(5,000.00):contains(30 days)",
        },
        ...collect("Large"),
        {
            content: "The next voucher is proposed",
            trigger: "#bag_voucher:has(option:checked:contains(A000001))",
        },
        {
            content: "The whole amount is filled in: done in three taps",
            trigger: ".o_done:not(:disabled)",
            run: "click",
        },
        {
            content: "It was sent",
            trigger: ".o_collection_bag:not(:has(.o_cloud)) .o_customer",
        },
        {
            content: "The voucher is not proposed again",
            trigger: ".o_collection_bag main:contains(next A000002)",
        },
    ],
});

registry.category("web_tour.tours").add("collection_bag_offline", {
    url: "/odoo/collection-bag",
    steps: () => [
        ...collect("Large"),
        {
            content: "A part is paid",
            trigger: "#bag_amount",
            run: "edit 1,120.50",
        },
        {content: "By transfer", trigger: ".o_method_transfer", run: "click"},
        {
            content: "The connection is lost",
            trigger: ".o_done:not(:disabled)",
            run: cutConnection,
        },
        {content: "Done all the same", trigger: ".o_done", run: "click"},
        {content: "It waits in the cloud", trigger: ".o_cloud:contains(1)"},
        ...collect("Small"),
        {
            content: "The voucher that waits is not proposed again",
            trigger: "#bag_voucher:has(option:checked:contains(A000002))",
        },
        {content: "A second one", trigger: ".o_done:not(:disabled)", run: "click"},
        {
            content: "Both wait; the connection is back",
            trigger: ".o_cloud:contains(2)",
            run: restoreConnection,
        },
        {
            content: "Send",
            trigger: ".o_collection_bag button:has(.fa-refresh)",
            run: "click",
        },
        {
            content: "Nothing waits any more",
            trigger: ".o_collection_bag:not(:has(.o_cloud)) .o_customer",
        },
    ],
});
