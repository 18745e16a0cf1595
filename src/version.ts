import manifest from '../package.json' with { type: 'json' };

/** loadgate's own version, as in package.json. */
export const VERSION: string = manifest.version;

/** Where loadgate is on GitHub, `owner/name`, as in package.json. */
export const REPOSITORY: string = manifest.repository.url.replace(/^.*github\.com\/|\.git$/g, '');
