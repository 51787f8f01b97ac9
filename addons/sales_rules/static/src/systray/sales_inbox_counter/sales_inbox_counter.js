import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";

import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";

const CHANGED = "sales_rules.inbox_changed";

/**
 * Says in the menu bar how many decisions wait for the user and opens them. The server
 * counts, by the domain of the inbox; it says on the bus when to ask it again.
 */
export class SalesInboxCounter extends Component {
    static template = "sales_rules.SalesInboxCounter";
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.busService = useService("bus_service");
        this.state = useState({count: 0});
        const reload = useDebounced(() => this.load(), 300);
        this.busService.subscribe(CHANGED, reload);
        onWillStart(() => this.load());
        onWillUnmount(() => this.busService.unsubscribe(CHANGED, reload));
    }

    async load() {
        this.state.count = await this.orm.silent.call(
            "sales.approval",
            "get_inbox_count",
            []
        );
    }

    open() {
        return this.action.doAction("sales_rules.sales_approval_action_inbox", {
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("sales_rules.inbox_counter", {Component: SalesInboxCounter}, {sequence: 20});
