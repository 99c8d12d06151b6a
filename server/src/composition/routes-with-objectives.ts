import { OBJECTIVES } from './objectives.ts';

/** The routes whose times have an objective, such as `GET /v1/films`. */
export const ROUTES_WITH_OBJECTIVES: readonly string[] = OBJECTIVES.latency.map(({ route }) => route);
