import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

const BANNER = {
    level: "held",
    title: "Order S1 is held",
    lines: [
        {
            id: 7,
            state: "held",
            reason: "Over the credit limit",
            parts: [
                {text: "Credit limit "},
                {text: "1,000.00", figure: "tier"},
                {text: " · over by 200.00"},
            ],
            outcome: "",
        },
    ],
    asked: [{who: "Lin Yue", what: "Credit", text: "since today"}],
    buttons: [{label: "Withdraw", method: "action_withdraw", confirm: "Sure?"}],
};

class Thing extends models.Model {
    _name = "sales.thing";
    name = fields.Char();
    banner = fields.Json();
    _records = [
        {id: 1, name: "Held", banner: BANNER},
        {id: 2, name: "Free", banner: false},
        {
            id: 3,
            name: "Released",
            banner: {
                ...BANNER,
                level: "released",
                lines: [{...BANNER.lines[0], state: "released", outcome: "By Lin Yue"}],
                asked: [],
                buttons: [],
            },
        },
    ];
}

class SalesHold extends models.Model {
    _name = "sales.hold";
    _records = [{id: 7}];
}

defineModels([Thing, SalesHold]);
defineMailModels();

function mountBanner(resId) {
    return mountView({
        type: "form",
        resModel: "sales.thing",
        resId,
        arch: `<form><field name="banner" widget="sales_hold_banner"/></form>`,
    });
}

test("says why, whom it waits for and what can be done", async () => {
    await mountBanner(1);
    expect(".o_sales_hold_banner").toHaveClass("alert-warning");
    expect(".o_sales_hold_sentence").toHaveText(
        "Credit limit 1,000.00 · over by 200.00"
    );
    expect(".o_sales_hold_asked").toHaveText(/Lin Yue/);
    expect("button[name=action_withdraw]").toHaveText("Withdraw");
});

test("a figure opens the hold's records", async () => {
    onRpc("sales.hold", "action_open_figure", ({args}) => {
        expect.step(args);
        return false;
    });
    await mountBanner(1);
    await contains("button[data-figure=tier]").click();
    expect.verifySteps([[[7], "tier"]]);
});

test("a button is pressed on the order, once it is confirmed", async () => {
    onRpc("sales.thing", "action_withdraw", ({args}) => {
        expect.step(args[0]);
        return false;
    });
    await mountBanner(1);
    await contains("button[name=action_withdraw]").click();
    expect(".modal").toHaveText(/Sure\?/);
    expect.verifySteps([]);
    await contains(".modal .btn-primary").click();
    expect.verifySteps([[1]]);
});

test("is green once released, and says by whom", async () => {
    await mountBanner(3);
    expect(".o_sales_hold_banner").toHaveClass("alert-success");
    expect(".o_sales_hold_banner .fa-check").toHaveCount(1);
    expect(".o_sales_hold_banner").toHaveText(/By Lin Yue/);
    expect(".o_sales_hold_banner button.btn-sm").toHaveCount(0);
});

test("nothing is drawn where nothing is held", async () => {
    await mountBanner(2);
    expect(".o_sales_hold_banner").toHaveCount(0);
});
