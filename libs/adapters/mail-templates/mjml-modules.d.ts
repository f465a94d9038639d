/** These ship no types. */
declare module 'mjml-core' {
  interface Mjml {
    readonly components: Readonly<Record<string, unknown>>;
    readonly assignComponents: (target: Mjml['components'], added: readonly unknown[]) => void;
    readonly default: (
      document: string,
      options: {
        readonly validationLevel: 'soft';
        readonly ignoreIncludes: boolean;
        readonly keepComments: boolean;
        readonly useMjmlConfigOptions: boolean;
        readonly fonts: Readonly<Record<string, string>>;
      },
    ) => Promise<{
      readonly html: string;
      readonly errors: readonly { readonly line: number; readonly tagName: string; readonly message: string }[];
    }>;
  }
  const mjml: Mjml;
  export default mjml;
}
/** The standard components, and which may stand in which. */
declare module 'mjml-preset-core' {
  type Dependencies = Readonly<Record<string, readonly (string | RegExp)[]>>;
  const preset: { readonly components: readonly unknown[]; readonly dependencies: Dependencies };
  export default preset;
}
declare module 'mjml-validator' {
  type Dependencies = Readonly<Record<string, readonly (string | RegExp)[]>>;
  const validator: {
    readonly dependencies: Dependencies;
    readonly assignDependencies: (target: Dependencies, added: Dependencies) => void;
  };
  export default validator;
}
