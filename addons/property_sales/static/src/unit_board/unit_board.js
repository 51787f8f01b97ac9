import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import {formatDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {Mutex} from "@web/core/utils/concurrency";
import {useBus, useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {UnitDialog} from "./unit_dialog";
import {UnitTile} from "./unit_tile";

const {DateTime} = luxon;
const COLUMNS = [
    "id",
    "building",
    "floor",
    "name",
    "state",
    "price",
    "gross",
    "inner",
    "layout",
    "blocked",
];
export const STATES = {
    unreleased: _t("Unreleased"),
    available: _t("Available"),
    reserved: _t("Reserved"),
    contracted: _t("Under Contract"),
    handed_over: _t("Handed over"),
    titled: _t("Title Registered"),
};
// keys of the arrows: [rows, tiles] to go
const STEPS = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
};

/** Homes of a development, floor by floor, as they stand now (R2.7). */
export class UnitBoard extends Component {
    static template = "property_sales.UnitBoard";
    static components = {Layout, UnitTile};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.busService = useService("bus_service");
        this.states = STATES;
        this.units = new Map();
        // homes that somebody has decided on, not asked for yet
        this.changed = new Set();
        // one request at a time: of two answers about a home the later is the newer
        this.mutex = new Mutex();
        this.state = useState({
            developments: [],
            development: false,
            buildings: [],
            building: 0,
            layouts: [],
            shown: Object.keys(STATES),
            layout: "",
            from: "",
            to: "",
            version: 0,
        });
        this.printed = useRef("printed");
        useExternalListener(window, "beforeprint", () => this.signPrint());
        this.onChanged = this.onChanged.bind(this);
        onWillStart(() => this.start());
        onWillUnmount(() =>
            this.busService.unsubscribe("property_unit", this.onChanged)
        );
        // what was sent meanwhile is lost; after a clean end there is no reconnecting
        useBus(this.busService, "BUS:DISCONNECT", () => (this.isCutOff = true));
        for (const event of ["BUS:CONNECT", "BUS:RECONNECT"]) {
            useBus(this.busService, event, () => this.isCutOff && this.load());
        }
    }

    async start() {
        this.busService.subscribe("property_unit", this.onChanged);
        this.state.developments = await this.orm.searchRead(
            "property.development",
            [],
            ["name", "state"],
            {order: "name"}
        );
        const selling = this.state.developments.find((one) => one.state === "selling");
        const wanted = this.props.action.context?.active_development_id;
        const first = selling || this.state.developments[0];
        this.state.development = wanted || first?.id || false;
        await this.load();
    }

    load() {
        return this.enqueue(() => this.askForAll());
    }

    /** Ask for the homes that somebody has decided on, under the user's rights. */
    onChanged({ids}) {
        ids.forEach((id) => this.changed.add(id));
        return this.enqueue(() => this.askForChanged());
    }

    /** Ask once the former answer is there; after a failure all is asked for anew. */
    enqueue(ask) {
        return this.mutex.exec(async () => {
            try {
                await ask();
            } catch (error) {
                this.isCutOff = true;
                throw error;
            }
        });
    }

    async askForAll() {
        if (!this.state.development) {
            return;
        }
        this.isCutOff = false;
        this.changed.clear();
        const [buildings, rows] = await Promise.all([
            this.orm.searchRead(
                "property.building",
                [["development_id", "=", this.state.development]],
                ["name"]
            ),
            this.orm.call("property.unit", "get_board", [this.state.development]),
        ]);
        const former = this.units;
        this.units = new Map();
        this.take(rows, former);
        this.state.buildings = buildings;
        const layouts = new Set(rows.map((row) => row[8]).filter(Boolean));
        this.state.layouts = [...layouts].sort();
    }

    async askForChanged() {
        if (this.isCutOff) {
            await this.askForAll();
            return;
        }
        const ids = [...this.changed].filter((id) => this.units.has(id));
        this.changed.clear();
        if (ids.length) {
            const args = [this.state.development, ids];
            this.take(await this.orm.silent.call("property.unit", "get_board", args));
        }
    }

    /** Keep the homes of an answer; one that is as before is not painted again. */
    take(rows, former = this.units) {
        for (const row of rows) {
            const unit = Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]]));
            const known = former.get(unit.id);
            const isSame = known && COLUMNS.every((name) => known[name] === unit[name]);
            this.units.set(unit.id, isSame ? known : unit);
        }
        this.state.version++;
    }

    /** Buildings with their floors from the top, and the homes of each floor. */
    get buildings() {
        // the homes are kept outside, so that one that changes is painted alone
        void this.state.version;
        const floors = new Map();
        for (const unit of this.units.values()) {
            if (!floors.has(unit.building)) {
                floors.set(unit.building, new Map());
            }
            const building = floors.get(unit.building);
            if (!building.has(unit.floor)) {
                building.set(unit.floor, []);
            }
            building.get(unit.floor).push(unit);
        }
        return this.state.buildings
            .filter(({id}) => !this.state.building || id === this.state.building)
            .map(({id, name}) => ({
                id,
                name,
                floors: [...(floors.get(id) || [])]
                    .sort(([one], [other]) => other - one)
                    .map(([floor, units]) => ({floor, units})),
            }));
    }

    /** How many homes are in each state. */
    get counts() {
        void this.state.version;
        const counts = {};
        for (const unit of this.units.values()) {
            counts[unit.state] = (counts[unit.state] || 0) + 1;
        }
        return counts;
    }

    isShown(unit) {
        const {shown, layout, from, to} = this.state;
        return (
            shown.includes(unit.state) &&
            (!layout || unit.layout === layout) &&
            (!from || unit.price >= Number(from)) &&
            (!to || unit.price <= Number(to))
        );
    }

    toggle(key) {
        const {shown} = this.state;
        this.state.shown = shown.includes(key)
            ? shown.filter((one) => one !== key)
            : [...shown, key];
    }

    async choose(development) {
        this.state.development = Number(development);
        this.state.building = 0;
        await this.load();
    }

    open(unit) {
        const building = this.state.buildings.find(({id}) => id === unit.building);
        this.dialog.add(UnitDialog, {
            unit,
            title: `${building.name} ${unit.name}`,
            label: this.states[unit.state],
            reload: () => this.onChanged({ids: [unit.id]}),
        });
    }

    onKeydown(ev) {
        const step = STEPS[ev.key];
        const tile = ev.target.closest(".o_unit_tile");
        if (!step || !tile) {
            return;
        }
        ev.preventDefault();
        const row = tile.parentElement;
        const index = [...row.children].indexOf(tile) + step[1];
        const rows = [...row.closest(".o_unit_board").querySelectorAll(".o_unit_row")];
        const target = rows[rows.indexOf(row) + step[0]];
        const tiles = target?.children;
        tiles?.[Math.min(Math.max(index, 0), tiles.length - 1)]?.focus();
    }

    /** Say on paper what it shows, and who printed it when (R2.12). */
    signPrint() {
        const {developments, development} = this.state;
        const shown = developments.find((one) => one.id === development);
        const parts = [shown?.name, user.name, formatDateTime(DateTime.now())];
        this.printed.el.textContent = parts.filter(Boolean).join(" · ");
    }

    print() {
        window.print();
    }
}

registry.category("actions").add("property_sales.unit_board", UnitBoard);
