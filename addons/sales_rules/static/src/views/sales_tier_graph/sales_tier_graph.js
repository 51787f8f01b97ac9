import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";

import {onWillStart} from "@odoo/owl";

/** The colour of a badge, as the stylesheet has it. */
function getBadgeColor(color) {
    const badge = document.createElement("span");
    badge.className = `badge o_badge_color_${color}`;
    document.body.append(badge);
    const {backgroundColor} = getComputedStyle(badge);
    badge.remove();
    return backgroundColor;
}

/** A chart whose tiers have the colours of their badges. */
export class SalesTierGraphRenderer extends GraphRenderer {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.tierColors = {};
        onWillStart(async () => {
            const tiers = await this.orm.searchRead(
                "sales.tier",
                [],
                ["name", "color"],
                {context: {active_test: false}}
            );
            for (const {name, color} of tiers) {
                this.tierColors[name] = getBadgeColor(color);
            }
        });
    }

    getBarChartData() {
        const data = super.getBarChartData();
        for (const dataset of data.datasets) {
            const color = this.tierColors[dataset.label];
            if (color) {
                dataset.backgroundColor = color;
            } else if (data.labels.some((label) => this.tierColors[label])) {
                dataset.backgroundColor = this.getLabelColors(
                    data.labels,
                    dataset.backgroundColor
                );
            }
        }
        return data;
    }

    getPieChartData() {
        const data = super.getPieChartData();
        for (const dataset of data.datasets) {
            const colors = dataset.backgroundColor;
            dataset.backgroundColor = data.labels.map(
                (label, index) => this.tierColors[label] || colors[index]
            );
            dataset.hoverBackgroundColor = dataset.backgroundColor;
        }
        return data;
    }

    getLabelColors(labels, other) {
        return labels.map((label) => this.tierColors[label] || other);
    }
}

registry.category("views").add("sales_tier_graph", {
    ...graphView,
    Renderer: SalesTierGraphRenderer,
});
