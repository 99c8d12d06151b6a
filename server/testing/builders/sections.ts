import {
  SectionFile,
  SectionWriter,
  type SectionReader,
} from '../../src/adapters/driven/search-index/structures/sections.ts';

/** Writes sections as a search snapshot has them, and returns a reader of these sections. */
export function sectionsOf(write: (sections: SectionWriter) => void): SectionReader {
  const sections = new SectionWriter();
  write(sections);
  return new SectionFile(sections.finish());
}
