import { Link } from 'react-router';
import { paths } from '../config/paths.ts';
import { texts } from './texts.ts';

/** There is no server that could answer the docs of the API. */
export function ApiLink() {
  return (
    <>
      <span>{texts.footer}</span>
      <Link to={paths.addFilm.to()}>{texts.run}</Link>
    </>
  );
}
