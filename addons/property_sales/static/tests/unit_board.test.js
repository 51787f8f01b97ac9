import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {Deferred, animationFrame} from "@odoo/hoot-mock";
import {UnitBoard} from "@property_sales/unit_board/unit_board";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {user} from "@web/core/user";

defineMailModels();

const TILE = ".o_unit_tile[data-id='1']";

/** Mounts the board over the states of two homes; returns what the bus would call. */
async function mountBoard(states) {
    const called = {};
    const keep = (name, callback) => {
        (called[name] ||= []).push(callback);
    };
    mockService("bus_service", {
        addChannel() {},
        addEventListener: keep,
        deleteChannel() {},
        removeEventListener() {},
        start() {},
        subscribe: keep,
        unsubscribe() {},
    });
    onRpc("property.development", "search_read", () => [
        {id: 5, name: "Riverside", state: "selling"},
    ]);
    onRpc("property.building", "search_read", () => [{id: 7, name: "1"}]);
    onRpc("property.unit", "get_board", ({args}) => {
        const ids = args[1] || [1, 2];
        expect.step(`homes ${ids}`);
        const rows = ids.map((id) => [
            id,
            7,
            id,
            `${id}01`,
            states[id],
            1000000,
            100,
            80,
            "3 rooms",
            false,
        ]);
        return states.answer ? states.answer.then(() => rows) : rows;
    });
    const config = {breadcrumbs: [], getDisplayName: () => "Unit Board"};
    await makeMockEnv({config});
    await mountWithCleanup(UnitBoard, {props: {action: {}}});
    expect.verifySteps(["homes 1,2"]);
    return async (name, detail) => {
        (called[name] || []).forEach((callback) => callback(detail));
        await animationFrame();
    };
}

test("a change that comes while all homes are asked for is not lost", async () => {
    const states = {1: "available", 2: "available"};
    const tell = await mountBoard(states);
    states.answer = new Deferred();
    await tell("BUS:DISCONNECT");
    await tell("BUS:RECONNECT");
    expect.verifySteps(["homes 1,2"]);
    states[1] = "reserved";
    await tell("property_unit", {ids: [1]});
    // the answer that is on its way comes first
    expect.verifySteps([]);
    states.answer.resolve();
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["homes 1"]);
    expect(TILE).toHaveClass("o_unit_reserved");
});

test("changes that come meanwhile are asked for together", async () => {
    const states = {1: "available", 2: "available"};
    const tell = await mountBoard(states);
    states.answer = new Deferred();
    await tell("property_unit", {ids: [1]});
    await tell("property_unit", {ids: [2]});
    await tell("property_unit", {ids: [1, 9]});
    expect.verifySteps(["homes 1"]);
    states.answer.resolve();
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["homes 2,1"]);
});

test("homes are asked for again after a clean end of the connection", async () => {
    const tell = await mountBoard({1: "available", 2: "available"});
    await tell("BUS:CONNECT");
    expect.verifySteps([]);
    await tell("BUS:DISCONNECT");
    await tell("BUS:CONNECT");
    expect.verifySteps(["homes 1,2"]);
});

test("those who sell no homes are offered no hold", async () => {
    patchWithCleanup(user, {hasGroup: () => Promise.resolve(false)});
    onRpc("property.unit", "read", () => [
        {id: 1, hold_until: false, reservation_id: false},
    ]);
    await mountBoard({1: "available", 2: "available"});
    await contains(TILE).click();
    expect(".modal .o_unit_facts").toHaveText(/Available/);
    expect(".modal .o_reserve, .modal .o_quote").toHaveCount(0);
});

test("a hold shows the time that is left, and leads to its reservation", async () => {
    patchWithCleanup(user, {hasGroup: () => Promise.resolve(true)});
    onRpc("property.unit", "read", () => [
        {id: 1, hold_until: "2099-01-01 00:00:00", reservation_id: [3, "Hold"]},
    ]);
    mockService("action", {
        doAction({res_model, res_id}) {
            expect.step(`${res_model} ${res_id}`);
        },
    });
    await mountBoard({1: "reserved", 2: "available"});
    await contains(TILE).click();
    expect(".modal .o_property_countdown").toHaveText(/:/);
    expect(".modal .o_wait").toHaveCount(1);
    await contains(".modal .o_reservation").click();
    expect.verifySteps(["property.reservation 3"]);
});
