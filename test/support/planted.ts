/** Values that are planted to be looked for: in which forms they could show, and where they do. */

/** Somewhere that a value could have got to, with what is there. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** What a job may hold that is nobody's business. The values differ in every form from what else is there. */
export const PLANTED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'GITHUB_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'ACTIONS_CACHE_URL',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'NPM_TOKEN',
    'NODE_AUTH_TOKEN',
    'DOCKER_AUTH',
    'DOCKER_AUTH_CONFIG',
    'DATABASE_URL',
    'INPUT_API-KEY',
    'STATE_SECRET',
  ].map((name) => [name, `planted/${name}+${Buffer.from(name).toString('hex').slice(0, 12)}?=`]),
);

/** A value as it is, as URLs, JSON, hexadecimal digits, and base64 of whatever may stand before and after it. */
export function formsOf(value: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters hold bits of what stands beside it.
    return text.slice([0, 2, 3][before], (before + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const base64: readonly (readonly [string, string])[] = shifted.flatMap((text, before) => [
    [`base64, ${before} bytes off`, text],
    [`base64url, ${before} bytes off`, text.replaceAll('+', '-').replaceAll('/', '_')],
  ]);
  const forms: Record<string, string> = {
    plain: value,
    url: encodeURIComponent(value),
    json: JSON.stringify(value).slice(1, -1),
    hex: bytes.toString('hex'),
    ...Object.fromEntries(base64),
  };
  const texts = Object.values(forms);
  return Object.fromEntries(Object.entries(forms).filter(([, text], index) => texts.indexOf(text) === index));
}

/** `secret in form, at place`, each once. Empty: none of the values is anywhere. */
export function found(
  places: readonly Place[],
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  const needles = Object.entries(secrets).map(([name, value]) => ({ name, forms: formsOf(value) }));
  const hits = places.flatMap((place) =>
    needles.flatMap(({ name, forms }) =>
      Object.entries(forms)
        .filter(([, text]) => place.text.includes(text))
        .map(([form]) => `${name} (${form}) at ${place.name}`),
    ),
  );
  return [...new Set(hits)];
}
