import { Button, Card, Field, Select } from '@laurel/web-ui';
import { useState } from 'react';
import { type Search } from '../../search.ts';
import { type Template } from './template-queries.ts';
import { type TemplateSearch } from './template-search.ts';

interface PreviewFormProps {
  readonly template: Template;
  readonly search: TemplateSearch;
  readonly onShow: (search: Search) => void;
}

/** Which version, in which language, and to whom. */
export const PreviewForm = ({ template, search, onShow }: PreviewFormProps) => {
  const [learner, setLearner] = useState(search.learner ?? '');
  const versions = template.versions.map(({ version }) => ({ value: String(version), text: `version ${version}` }));
  const languages = Object.keys(template.content.languages).map((one) => ({ value: one, text: one }));
  return (
    <Card title="Look at it">
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          onShow({ ...search, learner });
        }}
      >
        <Select
          label="Version"
          value={String(template.shownVersion)}
          options={versions}
          onChange={(version) => onShow({ ...search, version })}
        />
        <Select
          label="Language"
          value={search.language ?? ''}
          options={[{ value: '', text: search.learner === undefined ? 'its default' : 'the person’s' }, ...languages]}
          onChange={(language) => onShow({ ...search, language })}
        />
        <Field
          label="Written to the learner"
          placeholder="nobody: its examples"
          value={learner}
          onChange={setLearner}
        />
        <Button type="submit">Show</Button>
      </form>
    </Card>
  );
};
