const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;
type Severity = (typeof SEVERITIES)[number];

/** The part of `npm audit --json` that the check reads. */
export type AuditReport = {
  readonly vulnerabilities: Readonly<
    Record<
      string,
      {
        readonly severity: Severity;
        readonly via: readonly (string | { readonly url: string; readonly title: string })[];
      }
    >
  >;
};

/** A vulnerability that is accepted for a while. */
export type Waiver = {
  /** Such as `https://github.com/advisories/GHSA-...`. */
  readonly url: string;
  readonly reason: string;
  /** `YYYY-MM-DD`. From this day on the check fails again. */
  readonly until: string;
};

/**
 * @param least the least severity that is a fault
 * @param today `YYYY-MM-DD`
 * @returns one line for each advisory at or above that severity without a waiver
 */
export function auditFaults(report: AuditReport, least: Severity, waivers: readonly Waiver[], today: string): string[] {
  const accepted = new Set(waivers.filter(({ until }) => today < until).map(({ url }) => url));
  const faults = Object.entries(report.vulnerabilities)
    .filter(([, { severity }]) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least))
    .flatMap(([name, { severity, via }]) =>
      // A text in `via` names another package of the report, which has the advisory.
      via.flatMap((one) =>
        typeof one === 'string' || accepted.has(one.url) ? [] : [`${name}: ${severity}, ${one.title} (${one.url})`],
      ),
    );
  return [...new Set(faults)];
}
