import { texts as frame } from '../app/texts.ts';
import { ButtonLink } from '../components/ui/button.tsx';
import { Icon } from '../components/ui/icon.tsx';
import { paths } from '../config/paths.ts';

/** Nobody can sign in to the preview. The link to the form for a new film is there for all, and leads to how to get it. */
export function AccountActions() {
  return (
    <ButtonLink look="plain" to={paths.addFilm.to()} icon={<Icon name="add" />} aria-label={frame.addFilm}>
      <span>{frame.addFilm}</span>
    </ButtonLink>
  );
}
