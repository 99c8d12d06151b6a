import { Link } from 'react-router';
import { paths } from '../config/paths.ts';
import { texts } from './texts.ts';

/** Replaces the link to the API docs, which only a server can answer. */
export function ApiLink() {
  return (
    <>
      <span>{texts.footer}</span>
      <Link to={paths.addFilm.to()}>{texts.run}</Link>
    </>
  );
}
