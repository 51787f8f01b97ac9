import {BagContact} from "@receivables_collect/collection_bag/bag_contact";
import {CollectionBag} from "@receivables_collect/collection_bag/collection_bag";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {contains, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";

defineMailModels();

const SLIP = {id: 7, number: "CS/1", amount: 100, amount_text: "$ 100.00", lines: []};
const CUSTOMER = {
    id: "3-1",
    name: "Large",
    phone: "",
    address: "",
    amount: 100,
    amount_text: "$ 100.00",
    currency_id: 1,
    note: "",
    days: 30,
    promise: "",
    slips: [SLIP],
};
const BAG = {
    user: "Lin",
    date: "2026-11-12",
    customers: [CUSTOMER],
    vouchers: [{id: 1, number: "A1"}],
    methods: [["cash", "Cash"]],
    strip: {collected: "$ 0.00", cash: "$ 0.00", remit_by: "", late: false},
    to_sign: 0,
    contacts: {kinds: [["visit", "Visit"]], results: [["reached", "Reached"]]},
};

async function mountBag() {
    browser.localStorage.clear();
    onRpc("collection.bag", "get_bag", () => BAG);
    await mountWithCleanup(CollectionBag, {props: {action: {}}});
    await animationFrame();
}

test("money kept without a connection counts on the card and in the strip", async () => {
    const lost = () => new Response("", {status: 502});
    onRpc("/web/dataset/call_kw/collection.bag/send", lost, {pure: true});
    await mountBag();
    await contains(".o_customer").click();
    await contains(".o_collect").click();
    await contains("#bag_amount").edit("30", {confirm: false});
    await contains(".o_done").click();
    await animationFrame();
    expect(".o_customer .o_amount").toHaveText(/70\.00/);
    expect(".o_customer").toHaveText(/30\.00.*not sent yet/s);
    expect(".o_strip > div:first").toHaveText(/30\.00.*not sent/s);
    expect(".o_strip > div:eq(1)").toHaveText(/30\.00.*not sent/s);
});

test("the strip leads to the report of the day", async () => {
    onRpc("collection.day.report", "action_open_today", () => {
        expect.step("open");
        return {type: "ir.actions.act_window_close"};
    });
    await mountBag();
    await contains(".o_day_report").click();
    expect.verifySteps(["open"]);
});

test("a promise has days for one tap, and says what is missing", async () => {
    const kept = [];
    await mountWithCleanup(BagContact, {
        props: {
            customer: CUSTOMER,
            choices: BAG.contacts,
            date: BAG.date,
            isPromise: true,
            onDone: (payload) => kept.push(payload),
            onBack: () => {},
        },
    });
    expect(".o_done").not.toBeEnabled();
    expect(".o_missing").toHaveText(/day that was promised/);
    expect(".o_days button").toHaveCount(4);
    expect(".o_days button:first").toHaveText(/Tomorrow/);
    await contains(".o_days button:first").click();
    expect(".o_missing").toHaveCount(0);
    await contains(".o_done").click();
    expect(kept[0].promise_date).toBe("2026-11-13");
});
