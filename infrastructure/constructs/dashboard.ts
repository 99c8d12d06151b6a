import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import { Construct } from 'constructs';
import type { Metric } from './metrics.ts';

/** A line of a graph: a metric, all metrics that a search finds, or an expression over the metrics above it. */
export type Line =
  | { readonly label: string; readonly metric: Metric; readonly id?: string; readonly isHidden?: boolean }
  | { readonly label: string; readonly expression: string };

export type Graph = {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The objectives, drawn as horizontal lines. */
  readonly objectives?: readonly { readonly label: string; readonly value: number }[];
  readonly unit?: string;
  /** Default: five minutes. */
  readonly periodSec?: number;
};

export type DashboardProps = {
  readonly name: string;
  readonly region: string;
  /** Markdown above everything else. */
  readonly text: string;
  readonly alarmArns: readonly string[];
  readonly graphs: readonly Graph[];
};

/** A dashboard is 24 units wide, so three graphs fit side by side. */
const WIDTH = 8;
const HEIGHT = 6;
const ACROSS = 3;

/** A dashboard of CloudWatch: the state of the alarms, and below it graphs, three in a row. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, region, text, alarmArns, graphs }: DashboardProps) {
    super(scope, id);
    const top = [
      { type: 'text', ...{ x: 0, y: 0, width: 24, height: 3 }, properties: { markdown: text } },
      { type: 'alarm', ...{ x: 0, y: 3, width: 24, height: 4 }, properties: { title: 'Alarms', alarms: alarmArns } },
    ];
    const below = graphs.map((graph, index) => ({
      type: 'metric',
      ...{ x: (index % ACROSS) * WIDTH, y: 7 + Math.floor(index / ACROSS) * HEIGHT, width: WIDTH, height: HEIGHT },
      properties: propertiesOf(graph, region),
    }));
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: name,
      dashboardBody: JSON.stringify({ widgets: [...top, ...below] }),
    });
  }
}

function propertiesOf({ title, lines, objectives = [], unit, periodSec = 300 }: Graph, region: string) {
  return {
    ...{ title, region, view: 'timeSeries', stacked: false, period: periodSec },
    metrics: lines.map(rowOf),
    yAxis: { left: { min: 0, ...(unit !== undefined && { label: unit, showUnits: false }) } },
    ...(objectives.length > 0 && { annotations: { horizontal: objectives } }),
  };
}

function rowOf(line: Line): unknown[] {
  if ('expression' in line) return [{ expression: line.expression, label: line.label }];
  const { label, metric, id, isHidden } = line;
  const { namespace, name, dimensions, stat } = metric;
  const shown = { label, stat, ...(id !== undefined && { id }), ...(isHidden === true && { visible: false }) };
  return [namespace, name, ...Object.entries(dimensions).flat(), shown];
}
