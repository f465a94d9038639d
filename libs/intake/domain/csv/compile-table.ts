import { type BadEvent } from '@laurel/kernel';
import { asBadEvent, compileEvent, type EventMaker, type ToldEvent } from './compile-event.ts';
import { compileValue, type Names, textOf } from './compile-value.ts';
import { type CsvTable } from './csv-mapping.ts';
import { countSlot, groupPlan, listSlot, type Slot, sumSlot } from './group.ts';
import { type EventSpec, type FileSpec, type ValueSpec } from './mapping.schema.ts';
import { type MappingText, type Path } from './mapping-text.ts';
import { type JoinIndex, type Json, keyText, type Scope, type Value } from './scope.ts';

/** What the tables of one mapping share while they are compiled. */
export interface SharedNames {
  readonly text: MappingText;
  readonly tables: readonly string[];
  tableCalled(name: string): TableCompiler | undefined;
  indexOf(table: string, key: readonly number[]): JoinIndex;
  complain(complaint: string): void;
}

type Find = (scope: Scope) => Scope | undefined;
/** A row, or a group of rows, is what `{name}` is read from. */
type Unit = 'row' | 'group';

const NOTHING: Value = () => undefined;

/** Turns the names in one file's values into positions, once; other files ask it for the columns they join. */
export class TableCompiler {
  private readonly spec: FileSpec;
  private readonly columns = new Map<string, { position: number; place: string }>();
  private readonly lets = new Map<string, Value | 'being made'>();
  private readonly finds = new Map<string, { slot: number; find: Find }>();
  private readonly slots: Slot[] = [];
  private worked = 0;

  constructor(
    private readonly name: string,
    private readonly shared: SharedNames,
  ) {
    const spec = shared.text.spec.files[name];
    if (!spec) throw new Error(`the mapping has no file ${name}`);
    this.spec = spec;
  }

  compile(): CsvTable {
    const { spec, shared, name, columns } = this;
    const groupColumns = spec.groupBy?.map((column, index) => this.position(column, this.path('groupBy', index)));
    const makers = this.eventMakers(groupColumns ? 'group' : 'row');
    return {
      name,
      match: typeof spec.match === 'string' ? [spec.match] : spec.match,
      optional: spec.optional ?? false,
      delimiter: spec.delimiter,
      encoding: spec.encoding ?? 'utf-8',
      missing: new Set(spec.missing ?? shared.text.spec.missing),
      // Read late: files compiled after this one may still name columns of it.
      get columns() {
        return [...columns].map(([column, { place }]) => ({ name: column, place }));
      },
      tellsEvents: makers.length > 0,
      group: groupColumns && groupPlan(groupColumns, this.slots),
      eventsOf: (scope, now) => tell(makers, scope, now),
    };
  }

  private eventMakers(unit: Unit): EventMaker[] {
    const { source, recordedAt } = this.shared.text.spec;
    const envelope = { source, recordedAt, recordedAtPath: ['recordedAt'] };
    const makerOf = (event: EventSpec, index: number): EventMaker =>
      compileEvent(event, envelope, this.names(unit), this.path('events', index));
    return (this.spec.events ?? []).map(makerOf);
  }

  names(unit: Unit): Names {
    return {
      reference: (name, path) => this.reference(name, unit, path),
      valueMap: (name) => this.shared.text.spec.values[name],
      overRows: (kind, value, path) => this.overRows(kind, value, unit, path),
      complain: (path, what) => this.complain(path, what),
    };
  }

  /** Position of a column in the rows of this file. */
  position(column: string, path: Path): number {
    const known = this.columns.get(column);
    if (known) return known.position;
    const position = this.columns.size;
    this.columns.set(column, { position, place: this.shared.text.place(path) });
    return position;
  }

  private reference(name: string, unit: Unit, path: Path): Value {
    if (this.spec.let?.[name] !== undefined) return this.letCalled(name, this.spec.let[name], unit, path);
    const dot = name.indexOf('.');
    const join = name.slice(0, Math.max(dot, 0));
    if (this.spec.join?.[join]) return this.throughJoin(join, name.slice(dot + 1), unit, path);
    if (unit === 'group' && !this.spec.groupBy?.includes(name)) {
      return this.complain(path, `the rows of a group may differ in ${name}: add it to groupBy, or use $sum or $all`);
    }
    const position = this.position(name, path);
    return (scope) => scope.row[position] ?? undefined;
  }

  private letCalled(name: string, spec: ValueSpec, unit: Unit, path: Path): Value {
    const id = `${unit} ${name}`;
    const known = this.lets.get(id);
    if (known === 'being made') return this.complain(path, `${name} is made of itself`);
    if (known) return known;
    this.lets.set(id, 'being made');
    const value = compileValue(spec, this.names(unit), this.path('let', name));
    const slot = this.worked++;
    const once: Value = (scope) => scope.named(slot, value);
    this.lets.set(id, once);
    return once;
  }

  private throughJoin(join: string, rest: string, unit: Unit, path: Path): Value {
    const spec = this.spec.join?.[join];
    const target = spec && this.shared.tableCalled(spec.file);
    if (!spec || !target) {
      const where = this.path('join', join, 'file');
      return this.complain(where, `there is no file ${spec?.file ?? ''}; there are ${this.shared.tables.join(', ')}`);
    }
    const id = `${unit} ${join}`;
    const made = this.finds.get(id) ?? { slot: this.worked++, find: this.find(join, target, unit) };
    this.finds.set(id, made);
    const value = target.names('row').reference(rest, path);
    return (scope) => {
      const found = scope.joined(made.slot, made.find);
      return found && value(found);
    };
  }

  private find(join: string, target: TableCompiler, unit: Unit): Find {
    const on = this.spec.join?.[join]?.on ?? [];
    const pairs = Array.isArray(on)
      ? on.map((column): [string, ValueSpec] => [column, `{${column}}`])
      : Object.entries(on);
    const path = this.path('join', join, 'on');
    const values = pairs.map(([, value]) => compileValue(value, this.names(unit), path));
    const index = this.shared.indexOf(
      target.name,
      pairs.map(([column]) => target.position(column, path)),
    );
    return (scope) => {
      const key: Json[] = [];
      for (const value of values) {
        const part = value(scope);
        if (part === undefined) return undefined;
        key.push(textOf(part));
      }
      return scope.joins.find(index, keyText(key));
    };
  }

  private overRows(kind: 'sum' | 'count' | 'all', spec: ValueSpec | undefined, unit: Unit, path: Path): Value {
    if (unit === 'row') return this.complain(path, 'works over the rows of a group: this file has no groupBy');
    const value = spec === undefined ? NOTHING : compileValue(spec, this.names('row'), path);
    const made = kind === 'count' ? countSlot : kind === 'sum' ? sumSlot(value, spec ?? '') : listSlot(value);
    const slot = this.slots.push(made) - 1;
    return (scope) => scope.slots[slot];
  }

  private complain(path: Path, what: string): Value {
    this.shared.complain(this.shared.text.complaint(path, what));
    return NOTHING;
  }

  private path(...rest: Path): Path {
    return ['files', this.name, ...rest];
  }
}

const tell = (makers: readonly EventMaker[], scope: Scope, now: Date): readonly (ToldEvent | BadEvent)[] => {
  const told: (ToldEvent | BadEvent)[] = [];
  for (const make of makers) {
    try {
      const event = make(scope, now);
      if (event) told.push(event);
    } catch (error) {
      told.push(asBadEvent(error));
    }
  }
  return told;
};
