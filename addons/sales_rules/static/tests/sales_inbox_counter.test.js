import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {SalesInboxCounter} from "@sales_rules/systray/sales_inbox_counter/sales_inbox_counter";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

defineMailModels();

const BUTTON = ".o_sales_inbox_counter button";
const BADGE = `${BUTTON} .badge`;

/** Mounts the counter over `answers.count`; returns what the bus would call. */
async function mountCounter(answers) {
    const told = [];
    mockService("bus_service", {
        addChannel() {},
        addEventListener() {},
        deleteChannel() {},
        start() {},
        subscribe(type, callback) {
            if (type === "sales_rules.inbox_changed") {
                told.push(callback);
            }
        },
        unsubscribe() {},
    });
    onRpc("sales.approval", "get_inbox_count", () => {
        expect.step("count");
        return answers.count;
    });
    await mountWithCleanup(SalesInboxCounter);
    return () => told.forEach((callback) => callback({}));
}

test("shows how many decisions wait", async () => {
    await mountCounter({count: 3});
    expect(BADGE).toHaveText("3");
    expect.verifySteps(["count"]);
});

test("is hidden where nothing waits", async () => {
    await mountCounter({count: 0});
    expect(BUTTON).toHaveCount(0);
    expect.verifySteps(["count"]);
});

test("asks again, once, when the bus says so", async () => {
    const answers = {count: 3};
    const change = await mountCounter(answers);
    answers.count = 1;
    change();
    change();
    await advanceTime(500);
    await animationFrame();
    expect(BADGE).toHaveText("1");
    answers.count = 0;
    change();
    await advanceTime(500);
    await animationFrame();
    expect(BUTTON).toHaveCount(0);
    expect.verifySteps(["count", "count", "count"]);
});

test("opens the inbox", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(action);
        },
    });
    await mountCounter({count: 3});
    await contains(BUTTON).click();
    expect.verifySteps(["count", "sales_rules.sales_approval_action_inbox"]);
});
