import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {queryAllAttributes} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

class Thing extends models.Model {
    _name = "sales.thing";
    name = fields.Char();
    _views = {
        form: `<form><field name="name"/><footer><button special="cancel" string="Close"/></footer></form>`,
    };
}

defineModels([Thing]);
defineMailModels();

const STEP = {
    text: "Why",
    title: "Title",
    action: {
        type: "ir.actions.act_window",
        res_model: "sales.thing",
        views: [[false, "form"]],
        target: "new",
    },
};

async function mountChecklist(checklist) {
    onRpc("sales.approval", "get_inbox_count", () => 0);
    onRpc("sales.onboarding", "get_checklist", () => checklist());
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "sales_rules.checklist",
    });
}

test("lists the steps in the server's order, done ones ticked", async () => {
    await mountChecklist(() => ({
        company: "Company",
        done: "1 of 2 steps done",
        steps: [
            {...STEP, key: "tiers", is_done: false},
            {...STEP, key: "roles", is_done: true, action: false},
        ],
    }));
    expect(queryAllAttributes(".card", "data-step")).toEqual(["tiers", "roles"]);
    expect(".o_sales_checklist_done").toHaveAttribute("data-step", "roles");
    expect(".o_sales_checklist").toHaveText(/1 of 2 steps done/);
    expect(".card button").toHaveCount(1);
});

test("opens the place of a step and looks again afterwards", async () => {
    let isDone = false;
    await mountChecklist(() => ({
        company: "Company",
        done: "",
        steps: [{...STEP, key: "tiers", is_done: isDone}],
    }));
    expect(".o_sales_checklist_done").toHaveCount(0);
    await contains(".card button").click();
    expect(".modal .o_form_view").toHaveCount(1);
    isDone = true;
    await contains(".modal footer button").click();
    await animationFrame();
    expect(".o_sales_checklist_done").toHaveCount(1);
});
