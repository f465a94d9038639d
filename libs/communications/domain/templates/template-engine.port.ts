import { type TemplateContent, type TemplateRemark } from '@laurel/contracts';
import { type Composed, type Composition } from './compose.port.ts';

/** What is to be written, beside with which template. */
export type Writing = Omit<Composition, 'template' | 'version'>;

/** Reads templates and writes with them. One engine knows MJML and Liquid. */
export interface TemplateEngine {
  /**
   * What keeps it from being saved: unknown variables, tags and filters, loops without a bound, what MJML does not know,
   * what takes too long or too much memory on its own examples. Empty: it can be saved.
   */
  check(content: TemplateContent): Promise<readonly TemplateRemark[]>;
  /** What should be better about one that can be saved; with a probe, its addresses are asked whether they are there. */
  lint(content: TemplateContent, probe?: ProbeAddress): Promise<readonly TemplateRemark[]>;
  /** Throws CannotWrite where a second attempt would end the same. */
  write(content: TemplateContent, writing: Writing): Promise<Omit<Composed, 'templateVersion'>>;
}

/** A letter that cannot be written, and why. */
export class CannotWrite extends Error {
  override readonly name = 'CannotWrite';
}

/** Why an address is not there, or was not asked; undefined where somebody answers. Never throws. */
export type ProbeAddress = (
  address: string,
) => Promise<{ readonly is: 'dead' | 'unchecked'; readonly why: string } | undefined>;
