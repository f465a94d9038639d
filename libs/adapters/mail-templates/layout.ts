/** Words of the layout itself, by language; others read English. */
const WORDS = {
  en: {
    why: 'Why did I get this?',
    preferences: 'Choose what you get',
    unsubscribe: 'Unsubscribe',
    by: 'Sent by Laurel',
    reasons: 'Not now? One tap tells us why:',
  },
  de: {
    why: 'Warum habe ich das bekommen?',
    preferences: 'Auswählen, was kommt',
    unsubscribe: 'Abbestellen',
    by: 'Gesendet von Laurel',
    reasons: 'Gerade nicht? Ein Tipp sagt uns, warum:',
  },
  es: {
    why: '¿Por qué recibo esto?',
    preferences: 'Elegir qué recibo',
    unsubscribe: 'Darse de baja',
    by: 'Enviado por Laurel',
    reasons: '¿Ahora no? Díganos por qué con un toque:',
  },
  fr: {
    why: 'Pourquoi ce message ?',
    preferences: 'Choisir ce que je reçois',
    unsubscribe: 'Se désabonner',
    by: 'Envoyé par Laurel',
    reasons: 'Pas maintenant ? Un geste suffit pour dire pourquoi :',
  },
} as const;

const wordsIn = (language: string) => {
  const known = Object.entries(WORDS).find(([tag]) => tag === language.split('-')[0]);
  return known?.[1] ?? WORDS.en;
};

export const isWholeDocument = (body: string): boolean => /^\s*<mjml[\s>]/.test(body);

const INK = '#1d2a24';
const QUIET = '#55645c';
const FILL = '#2f6f4f';
const FONTS = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Dark where the reader's client is dark; a client that knows no media query shows the light one, which stays readable inverted. */
const STYLES = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.words p { margin: 0 0 16px; }
.words ul, .words ol { margin: 0 0 16px; padding-left: 22px; }
.words p:last-child, .words ul:last-child, .words ol:last-child { margin-bottom: 0; }
.words a { color: ${FILL}; }
.foot a { color: ${QUIET}; }
@media (prefers-color-scheme: dark) {
  .page, .page > div { background-color: #121815 !important; }
  .sheet, .sheet > table { background: #1c2521 !important; background-color: #1c2521 !important; }
  .words div, .words p, .words li { color: #e8efeb !important; }
  .words a { color: #8fd0ad !important; }
  .foot div, .foot p, .foot a { color: #a9b8b0 !important; }
}`;

/** The lines that come before a body in its document, for places in the author's own text. */
export interface Laid {
  readonly mjml: string;
  readonly linesBefore: number;
}

/** The document of a body: the one it is, or the one layout of Laurel around it. */
export const laidOut = (body: string, language: string): Laid => {
  if (isWholeDocument(body)) return { mjml: body, linesBefore: 0 };
  const before = `${headOf(language)}
    <mj-section css-class="sheet" background-color="#ffffff" border-top="4px solid ${FILL}" padding="32px 32px 24px">
      <mj-column>
`;
  const after = `
      </mj-column>
    </mj-section>
${footOf(language)}
  </mj-body>
</mjml>`;
  return { mjml: before + body + after, linesBefore: before.split('\n').length - 1 };
};

const headOf = (language: string): string => `<mjml lang="${language}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONTS}" />
      <mj-text css-class="words" font-size="16px" line-height="1.5" color="${INK}" padding="0 0 16px" />
      <mj-button align="left" background-color="${FILL}" color="#ffffff" border-radius="6px" font-size="16px" font-weight="600" inner-padding="12px 22px" padding="4px 0 20px" />
      <mj-divider border-width="1px" border-color="#c9d2cc" padding="4px 0 20px" />
      <mj-image padding="0 0 16px" />
      <mj-table font-size="15px" line-height="1.5" color="${INK}" padding="0 0 16px" css-class="words" />
    </mj-attributes>
    <mj-style>${STYLES}</mj-style>
  </mj-head>
  <mj-body background-color="#f3f6f4" css-class="page" width="600px">
    <mj-section padding="12px 0"><mj-column></mj-column></mj-section>`;

const footOf = (language: string): string => {
  const words = wordsIn(language);
  const link = (name: 'why' | 'preferences' | 'unsubscribe'): string =>
    `{% if links.${name} %}<a href="{{ links.${name} }}">${words[name]}</a> &#160;·&#160; {% endif %}`;
  return `    <mj-section css-class="foot" padding="16px 32px 32px">
      <mj-column>
        <mj-text css-class="foot" font-size="13px" line-height="1.6" color="${QUIET}" padding="0">
          {% if links.reasons.size > 0 %}<p style="margin:0 0 12px">${words.reasons} {% for reason in links.reasons %}<a href="{{ reason.url }}">{{ reason.label }}</a>{% unless forloop.last %} &#160;·&#160; {% endunless %}{% endfor %}</p>{% endif %}
          <p style="margin:0">${link('why')}${link('preferences')}${link('unsubscribe')}<a href="{{ publicUrl }}">${words.by}</a>{% if links.trap %}<a href="{{ links.trap }}" style="display:none" tabindex="-1" aria-hidden="true"></a>{% endif %}</p>
        </mj-text>
      </mj-column>
    </mj-section>`;
};

/** The same below a plain text that its author wrote. */
export const textFoot = (language: string): string => {
  const words = wordsIn(language);
  const link = (name: 'why' | 'preferences' | 'unsubscribe'): string =>
    `{% if links.${name} %}${words[name].replace(/ ?\?$/, '')}: {{ links.${name} }}\n{% endif %}`;
  return (
    `\n\n-- \n{% if links.reasons.size > 0 %}${words.reasons}\n` +
    `{% for reason in links.reasons %}- {{ reason.label }}: {{ reason.url }}\n{% endfor %}{% endif %}` +
    `${link('why')}${link('preferences')}${link('unsubscribe')}${words.by}: {{ publicUrl }}\n`
  );
};
