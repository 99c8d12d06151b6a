/**
 * Jobs of TMDB's department Writing that leave the writing to others. Everybody else of the department has written the
 * film, or what it is based on. TMDB adds jobs to its list from time to time (GET /configuration/jobs), mostly further
 * names for writing.
 */
const WITHOUT_WRITING = new Set([
  'Creative Producer',
  'Executive Story Editor',
  'Head of Story',
  'Junior Story Editor',
  'Lyricist',
  'Other',
  'Script Consultant',
  'Script Editor',
  'Senior Story Editor',
  'Story Artist',
  'Story Consultant',
  'Story Coordinator',
  'Story Editor',
  'Story Manager',
  'Story Supervisor',
  'Storyboard',
  "Writers' Assistant",
  "Writers' Production",
]);

/** Jobs of those who have written what the film is based on. A film of comic figures can have dozens of them. */
const SOURCES = new Set([
  'Author',
  'Book',
  'Characters',
  'Comic Book',
  'Graphic Novel',
  'Musical',
  'Novel',
  'Opera',
  'Original Concept',
  'Original Film Writer',
  'Original Series Creator',
  'Original Story',
  'Short Story',
  'Theatre Play',
]);

/** Jobs that mean writing even if TMDB does not name the department. */
const PLAIN_JOBS = new Set(['Screenplay', 'Writer', 'Story', 'Novel']);

type CrewMember = { readonly job?: string | undefined; readonly department?: string | undefined };

/**
 * Which members of the crew are named first: directors, co-directors, who has written the film, and who has written what
 * it is based on.
 *
 * @returns 0 or more; `undefined` for members who have neither directed nor written
 */
export function rankOfJob({ job, department }: CrewMember): number | undefined {
  if (job === undefined) return undefined;
  if (job === 'Director') return 0;
  if (job === 'Co-Director') return 1;
  const isWriting = department === undefined ? PLAIN_JOBS.has(job) : department === 'Writing';
  if (!isWriting || WITHOUT_WRITING.has(job)) return undefined;
  return SOURCES.has(job) ? 3 : 2;
}
