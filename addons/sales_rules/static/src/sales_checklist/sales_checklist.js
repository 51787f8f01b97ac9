import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {Component, onWillStart, useState} from "@odoo/owl";

/**
 * Lists what has to be set up before the rules work, what is missing on top. Which
 * steps there are and whether they are done is found by the server.
 */
export class SalesChecklist extends Component {
    static template = "sales_rules.SalesChecklist";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = {controlPanel: {}};
        this.state = useState({checklist: {steps: []}});
        onWillStart(() => this.load());
    }

    async load() {
        this.state.checklist = await this.orm.call(
            "sales.onboarding",
            "get_checklist",
            []
        );
    }

    open(step) {
        return this.action.doAction(step.action, {onClose: () => this.load()});
    }
}

registry.category("actions").add("sales_rules.checklist", SalesChecklist);
