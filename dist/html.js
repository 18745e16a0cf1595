import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
var __defProp = Object.defineProperty;
var __export = (target, all2) => {
  for (var name2 in all2)
    __defProp(target, name2, { get: all2[name2], enumerable: true });
};

// src/stats/summary.ts
function mean(values) {
  atLeast(values, 1, "a mean");
  return values.reduce((sum, value2) => sum + value2, 0) / values.length;
}
function sampleVariance(values) {
  atLeast(values, 2, "a sample variance");
  const centre = mean(values);
  return values.reduce((sum, value2) => sum + (value2 - centre) ** 2, 0) / (values.length - 1);
}
function sampleStdev(values) {
  return Math.sqrt(sampleVariance(values));
}
function quantile(values, p) {
  atLeast(values, 1, "a quantile");
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 ≤ p ≤ 1, got ${p}`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below2 = Math.floor(position);
  const low = sorted[below2];
  const high = sorted[Math.min(below2 + 1, sorted.length - 1)];
  return low + (high - low) * (position - below2);
}
function median(values) {
  return quantile(values, 0.5);
}
function atLeast(values, least, what) {
  if (values.length < least)
    throw new RangeError(`${what} needs at least ${least} values, got ${values.length}`);
}

// src/report/format.ts
var MINUS = "−";
var FACTOR_FROM = 3;
var LARGE_PERCENT = 30;
function number(value2, decimals = 0) {
  if (!Number.isFinite(value2)) return "—";
  const [whole = "0", fraction] = Math.abs(value2).toFixed(decimals).split(".");
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ",") + (fraction === void 0 ? "" : `.${fraction}`);
  return value2 < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}
function plural(count3, one2, many = `${one2}s`) {
  return `${perRequest(count3)} ${count3 === 1 ? one2 : many}`;
}
function list(words2) {
  if (words2.length < 2) return words2.join("");
  return `${words2.slice(0, -1).join(", ")} and ${words2.at(-1)}`;
}
function rate(rps) {
  return `${number(rps, decimalsFor(rps, 100))} req/s`;
}
function perRequest(count3) {
  return number(count3, 2).replace(/\.?0+$/, "");
}
function time(us) {
  const unit2 = timeUnit(us);
  return `${inUnit(us, unit2)} ${unit2.name}`;
}
function timePair(from, to) {
  return pair(from, to, timeUnit(Math.max(from, to)));
}
function bytes(count3) {
  const unit2 = byteUnit(count3);
  return `${inUnit(count3, unit2).replace(/\.0$/, "")} ${unit2.name}`;
}
function bytesPair(from, to) {
  return pair(from, to, byteUnit(Math.max(from, to)));
}
function duration(ms) {
  if (ms < 100) return `${number(ms)} ms`;
  if (ms < 1e4) return `${number(ms / 1e3, 1)} s`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = `${number(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}
function percent(fraction) {
  const value2 = Math.abs(fraction) * 100;
  const decimals = value2 >= 10 ? 0 : value2 >= 1 ? 1 : 2;
  return `${number(value2, decimals).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")} %`;
}
function share(fraction) {
  return `${number(fraction * 100)} %`;
}
function change(ratio, interval) {
  if (!Number.isFinite(ratio)) return "—";
  if (isFactor(ratio)) return factor(ratio);
  return `${signed(ratio, decimalsOf(ratio, interval))} %`;
}
function range(ratio, interval) {
  if (isFactor(ratio)) return `${factor(interval.low)} … ${factor(interval.high)}`;
  const decimals = decimalsOf(ratio, interval);
  return `${signed(interval.low, decimals)} … ${signed(interval.high, decimals)} %`;
}
function size(ratio, interval) {
  return `${number(Math.abs(ratio - 1) * 100, decimalsOf(ratio, interval))} %`;
}
function between(ratio, interval) {
  if (isFactor(ratio)) return `between ${times(interval.low)} and ${times(interval.high)} times`;
  const decimals = decimalsOf(ratio, interval);
  const holdsZero = interval.low <= 1 && interval.high >= 1;
  if (holdsZero) return `between ${signed(interval.low, decimals)} and ${signed(interval.high, decimals)} %`;
  const ends = [interval.low, interval.high].map((end) => Math.abs(end - 1) * 100).sort((a, b) => a - b);
  const [near = 0, far = 0] = ends;
  return `between ${number(near, decimals)} and ${number(far, decimals)} %`;
}
function isFactor(ratio) {
  return ratio >= FACTOR_FROM;
}
function times(ratio) {
  return number(ratio, ratio >= 100 ? 0 : 1);
}
function factor(ratio) {
  return `×${times(ratio)}`;
}
function signed(ratio, decimals) {
  const text = number((ratio - 1) * 100, decimals);
  return ratio > 1 && /[1-9]/.test(text) ? `+${text}` : text;
}
function decimalsOf(ratio, interval) {
  const value2 = Math.abs(ratio - 1) * 100;
  if (interval === null) return value2 >= LARGE_PERCENT ? 0 : 1;
  const half = (interval.high - interval.low) / 2 * 100;
  const decimals = half >= 2 || half >= 0.5 && value2 >= LARGE_PERCENT ? 0 : half >= 0.1 ? 1 : 2;
  const nearest = Math.min(Math.abs(interval.low - 1), Math.abs(interval.high - 1)) * 100;
  const excludesZero = interval.low > 1 || interval.high < 1;
  return excludesZero && decimals < 2 && Number(nearest.toFixed(decimals)) === 0 ? decimals + 1 : decimals;
}
var MICROSECOND = { name: "µs", per: 1, most: 1, whole: 10 };
var MILLISECOND = { name: "ms", per: 1e3, most: 2, whole: 100 };
var SECOND = { name: "s", per: 1e6, most: 2, whole: 100 };
function timeUnit(us) {
  return us >= SECOND.per ? SECOND : us >= MILLISECOND.per ? MILLISECOND : MICROSECOND;
}
var BYTE = { name: "B", per: 1, most: 0, whole: 1 };
var KIB = { name: "KiB", per: 2 ** 10, most: 1, whole: 100 };
var MIB = { name: "MiB", per: 2 ** 20, most: 1, whole: 100 };
var GIB = { name: "GiB", per: 2 ** 30, most: 1, whole: 100 };
function byteUnit(count3) {
  return [GIB, MIB, KIB].find((unit2) => count3 >= unit2.per) ?? BYTE;
}
function inUnit(value2, unit2) {
  const scaled2 = value2 / unit2.per;
  return number(scaled2, Math.min(unit2.most, decimalsFor(scaled2, unit2.whole)));
}
function pair(from, to, unit2) {
  const decimals = Math.min(unit2.most, decimalsFor(Math.max(from, to) / unit2.per, unit2.whole));
  return `${number(from / unit2.per, decimals)} → ${number(to / unit2.per, decimals)} ${unit2.name}`;
}
function decimalsFor(value2, whole) {
  const magnitude = Math.abs(value2);
  return magnitude >= whole ? 0 : magnitude >= whole / 10 ? 1 : 2;
}

// node_modules/zod/v4/core/util.js
var util_exports = {};
__export(util_exports, {
  BIGINT_FORMAT_RANGES: () => BIGINT_FORMAT_RANGES,
  CONSTANT_CATCH: () => CONSTANT_CATCH,
  Class: () => Class,
  NUMBER_FORMAT_RANGES: () => NUMBER_FORMAT_RANGES,
  aborted: () => aborted,
  allowsEval: () => allowsEval,
  assert: () => assert,
  assertEqual: () => assertEqual,
  assertIs: () => assertIs,
  assertNever: () => assertNever,
  assertNotEqual: () => assertNotEqual,
  assignProp: () => assignProp,
  attachSchema: () => attachSchema,
  base64ToUint8Array: () => base64ToUint8Array,
  base64urlToUint8Array: () => base64urlToUint8Array,
  cached: () => cached,
  captureStackTrace: () => captureStackTrace,
  cleanEnum: () => cleanEnum,
  cleanRegex: () => cleanRegex,
  clone: () => clone,
  cloneDef: () => cloneDef,
  codePointLength: () => codePointLength,
  constantCatch: () => constantCatch,
  createTransparentProxy: () => createTransparentProxy,
  defineLazy: () => defineLazy,
  defineLazyInternal: () => defineLazyInternal,
  derived: () => derived,
  esc: () => esc,
  escapeRegex: () => escapeRegex,
  explicitlyAborted: () => explicitlyAborted,
  extend: () => extend,
  finalizeIssue: () => finalizeIssue,
  floatSafeRemainder: () => floatSafeRemainder,
  getElementAtPath: () => getElementAtPath,
  getEnumValues: () => getEnumValues,
  getLengthableOrigin: () => getLengthableOrigin,
  getParsedType: () => getParsedType,
  getSizableOrigin: () => getSizableOrigin,
  hexToUint8Array: () => hexToUint8Array,
  hide: () => hide,
  installLazyProp: () => installLazyProp,
  isObject: () => isObject,
  isPlainObject: () => isPlainObject,
  issue: () => issue,
  joinValues: () => joinValues,
  jsonStringifyReplacer: () => jsonStringifyReplacer,
  members: () => members,
  merge: () => merge,
  mergeDefs: () => mergeDefs,
  normalizeParams: () => normalizeParams,
  nullish: () => nullish,
  numKeys: () => numKeys,
  objectClone: () => objectClone,
  omit: () => omit,
  optionalKeys: () => optionalKeys,
  own: () => own,
  parsedType: () => parsedType,
  partial: () => partial,
  pick: () => pick,
  prefixIssues: () => prefixIssues,
  primitiveTypes: () => primitiveTypes,
  promiseAllObject: () => promiseAllObject,
  propertyKeyTypes: () => propertyKeyTypes,
  randomString: () => randomString,
  rawShape: () => rawShape,
  required: () => required,
  safeExtend: () => safeExtend,
  shallowClone: () => shallowClone,
  sizeCaps: () => sizeCaps,
  slugify: () => slugify,
  stringifyPrimitive: () => stringifyPrimitive,
  toZod: () => toZod,
  uint8ArrayToBase64: () => uint8ArrayToBase64,
  uint8ArrayToBase64url: () => uint8ArrayToBase64url,
  uint8ArrayToHex: () => uint8ArrayToHex,
  unwrapMessage: () => unwrapMessage
});
function assertEqual(val) {
  return val;
}
function assertNotEqual(val) {
  return val;
}
function toZod() {
  return (schema) => schema;
}
function assertIs(_arg) {
}
function assertNever(_x) {
  throw new Error("Unexpected value in exhaustive check");
}
function assert(_) {
}
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function joinValues(array3, separator = "|") {
  return array3.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value2) {
  if (typeof value2 === "bigint")
    return value2.toString();
  return value2;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
  const ratio = val / step;
  const roundedRatio = Math.round(ratio);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
  if (Math.abs(ratio - roundedRatio) < tolerance)
    return 0;
  return ratio - roundedRatio;
}
var EVALUATING = /* @__PURE__ */ Symbol("evaluating");
function defineLazy(object2, key, getter) {
  let value2 = void 0;
  Object.defineProperty(object2, key, {
    get() {
      if (value2 === EVALUATING) {
        return void 0;
      }
      if (value2 === void 0) {
        value2 = EVALUATING;
        value2 = getter();
      }
      return value2;
    },
    set(v) {
      Object.defineProperty(object2, key, {
        value: v
        // configurable: true,
      });
    },
    configurable: true
  });
}
function objectClone(obj) {
  return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value2) {
  Object.defineProperty(target, prop, {
    value: value2,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
  return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
  Object.defineProperty(target, key, {
    get() {
      const value2 = getter();
      assignProp(this, key, value2);
      return value2;
    },
    enumerable: true,
    configurable: true
  });
}
function putProp(target, key, value2) {
  if (key in target)
    assignProp(target, key, value2);
  else
    target[key] = value2;
}
function mirrorShape(target, source, keys, wrap) {
  const raw = sourceShape(source);
  for (const key of keys) {
    const desc = Object.getOwnPropertyDescriptor(raw, key);
    if (!desc.enumerable)
      continue;
    if (desc.get) {
      deferProp(target, key, () => {
        const value2 = source._zod.def.shape[key];
        return wrap ? wrap(value2, key) : value2;
      });
    } else
      putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
  }
}
function mirrorProps(target, source) {
  for (const key of Reflect.ownKeys(source)) {
    const desc = Object.getOwnPropertyDescriptor(source, key);
    if (!desc.enumerable)
      continue;
    if (desc.get)
      deferProp(target, key, () => source[key]);
    else
      putProp(target, key, desc.value);
  }
}
function mergeDefs(...defs) {
  const mergedDescriptors = {};
  for (const def of defs) {
    const descriptors = Object.getOwnPropertyDescriptors(def);
    Object.assign(mergedDescriptors, descriptors);
  }
  return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
  return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
  if (!path)
    return obj;
  return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
  const keys = Object.keys(promisesObj);
  const promises = keys.map((key) => promisesObj[key]);
  return Promise.all(promises).then((results) => {
    const resolvedObj = {};
    for (let i = 0; i < keys.length; i++) {
      resolvedObj[keys[i]] = results[i];
    }
    return resolvedObj;
  });
}
function randomString(length = 10) {
  const chars = "abcdefghijklmnopqrstuvwxyz";
  let str = "";
  for (let i = 0; i < length; i++) {
    str += chars[Math.floor(Math.random() * chars.length)];
  }
  return str;
}
function esc(str) {
  return JSON.stringify(str);
}
function slugify(input) {
  return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
var allowsEval = /* @__PURE__ */ cached(() => {
  if (globalConfig.jitless) {
    return false;
  }
  if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
    return false;
  }
  try {
    const F = Function;
    new F("");
    return true;
  } catch (_) {
    return false;
  }
});
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function numKeys(data) {
  let keyCount = 0;
  for (const key in data) {
    if (Object.prototype.hasOwnProperty.call(data, key)) {
      keyCount++;
    }
  }
  return keyCount;
}
var getParsedType = (data) => {
  const t = typeof data;
  switch (t) {
    case "undefined":
      return "undefined";
    case "string":
      return "string";
    case "number":
      return Number.isNaN(data) ? "nan" : "number";
    case "boolean":
      return "boolean";
    case "function":
      return "function";
    case "bigint":
      return "bigint";
    case "symbol":
      return "symbol";
    case "object":
      if (Array.isArray(data)) {
        return "array";
      }
      if (data === null) {
        return "null";
      }
      if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
        return "promise";
      }
      if (typeof Map !== "undefined" && data instanceof Map) {
        return "map";
      }
      if (typeof Set !== "undefined" && data instanceof Set) {
        return "set";
      }
      if (typeof Date !== "undefined" && data instanceof Date) {
        return "date";
      }
      if (typeof File !== "undefined" && data instanceof File) {
        return "file";
      }
      return "object";
    default:
      throw new Error(`Unknown data type: ${t}`);
  }
};
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
var primitiveTypes = /* @__PURE__ */ new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "symbol",
  "undefined"
]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function createTransparentProxy(getter) {
  let target;
  return new Proxy({}, {
    get(_, prop, receiver) {
      target ?? (target = getter());
      return Reflect.get(target, prop, receiver);
    },
    set(_, prop, value2, receiver) {
      target ?? (target = getter());
      return Reflect.set(target, prop, value2, receiver);
    },
    has(_, prop) {
      target ?? (target = getter());
      return Reflect.has(target, prop);
    },
    deleteProperty(_, prop) {
      target ?? (target = getter());
      return Reflect.deleteProperty(target, prop);
    },
    ownKeys(_) {
      target ?? (target = getter());
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(_, prop) {
      target ?? (target = getter());
      return Reflect.getOwnPropertyDescriptor(target, prop);
    },
    defineProperty(_, prop, descriptor) {
      target ?? (target = getter());
      return Reflect.defineProperty(target, prop, descriptor);
    }
  });
}
function stringifyPrimitive(value2) {
  if (typeof value2 === "bigint")
    return value2.toString() + "n";
  if (typeof value2 === "string")
    return `"${value2}"`;
  return `${value2}`;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
var BIGINT_FORMAT_RANGES = {
  int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
  uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".pick() cannot be used on object schemas containing refinements");
  }
  const newShape = {};
  mirrorShape(newShape, schema, maskedKeys(schema, mask));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function maskedKeys(schema, mask) {
  const raw = sourceShape(schema);
  const keys = [];
  for (const key of Reflect.ownKeys(mask)) {
    if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
      throw new Error(`Unrecognized key: "${String(key)}"`);
    }
    if (mask[key])
      keys.push(key);
  }
  return keys;
}
function omit(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".omit() cannot be used on object schemas containing refinements");
  }
  const omitted = new Set(maskedKeys(schema, mask));
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to extend: expected a plain object");
  }
  const checks = schema._zod.def.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    const existingShape = sourceShape(schema);
    for (const key of Reflect.ownKeys(shape)) {
      if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
        throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
      }
    }
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
  mirrorProps(newShape, shape);
  return newShape;
}
function safeExtend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to safeExtend: expected a plain object");
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
  if (!b?._zod?.def) {
    throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
  }
  if (a._zod.def.checks?.length) {
    throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
  }
  const newShape = {};
  mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
  mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
  const def = mergeDefs(a._zod.def, {
    shape: newShape,
    get catchall() {
      return b._zod.def.catchall;
    },
    checks: b._zod.def.checks ?? []
  });
  return clone(a, def);
}
function partial(Class2, schema, mask, name2 = "partial") {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(`.${name2}() cannot be used on object schemas containing refinements`);
  }
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class2 && ((value2, key) => selected && !selected.has(key) ? value2 : new Class2({ type: "optional", innerType: value2 })));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class2, schema, mask) {
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value2, key) => (
    // overwrite with non-optional
    selected && !selected.has(key) ? value2 : new Class2({ type: "nonoptional", innerType: value2 })
  ));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a3;
    (_a3 = iss).path ?? (_a3.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a3;
  for (let i = start; i < issues.length; i++) {
    (_a3 = issues[i]).schema ?? (_a3.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a3;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a3 = iss).schema ?? (_a3.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function getSizableOrigin(input) {
  if (input instanceof Set)
    return "set";
  if (input instanceof Map)
    return "map";
  if (input instanceof File)
    return "file";
  return "unknown";
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count3 = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count3--;
      i++;
    }
  }
  return count3;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function parsedType(data) {
  const t = typeof data;
  switch (t) {
    case "number": {
      return Number.isNaN(data) ? "nan" : "number";
    }
    case "object": {
      if (data === null) {
        return "null";
      }
      if (Array.isArray(data)) {
        return "array";
      }
      const obj = data;
      if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
        return obj.constructor.name;
      }
    }
  }
  return t;
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function cleanEnum(obj) {
  return Object.entries(obj).filter(([k, _]) => {
    return Number.isNaN(Number.parseInt(k, 10));
  }).map((el) => el[1]);
}
function base64ToUint8Array(base642) {
  const binaryString = atob(base642);
  const bytes2 = new Uint8Array(binaryString.length);
  for (let i = 0; i < binaryString.length; i++) {
    bytes2[i] = binaryString.charCodeAt(i);
  }
  return bytes2;
}
function uint8ArrayToBase64(bytes2) {
  let binaryString = "";
  for (let i = 0; i < bytes2.length; i++) {
    binaryString += String.fromCharCode(bytes2[i]);
  }
  return btoa(binaryString);
}
function base64urlToUint8Array(base64url2) {
  const base642 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
  const padding = "=".repeat((4 - base642.length % 4) % 4);
  return base64ToUint8Array(base642 + padding);
}
function uint8ArrayToBase64url(bytes2) {
  return uint8ArrayToBase64(bytes2).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex2) {
  const cleanHex = hex2.replace(/^0x/, "");
  if (cleanHex.length % 2 !== 0) {
    throw new Error("Invalid hex string length");
  }
  const bytes2 = new Uint8Array(cleanHex.length / 2);
  for (let i = 0; i < cleanHex.length; i += 2) {
    bytes2[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
  }
  return bytes2;
}
function uint8ArrayToHex(bytes2) {
  return Array.from(bytes2).map((b) => b.toString(16).padStart(2, "0")).join("");
}
var Class = class {
  constructor(..._args) {
  }
};
function members(proto, table2) {
  for (const key in table2) {
    const desc = Object.getOwnPropertyDescriptor(table2, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value2, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value: value2 });
  return value2;
}
function hide(inst, key, value2) {
  return own(inst, key, value2, false);
}
// @__NO_SIDE_EFFECTS__
function derived(computes, table2) {
  for (const key in computes) {
    const compute = computes[key];
    Object.defineProperty(table2, key, {
      configurable: true,
      enumerable: true,
      get() {
        return own(this, key, compute(this));
      },
      set(value2) {
        own(this, key, value2);
      }
    });
  }
  return table2;
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value2) {
      own(this, key, value2);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value2 = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value: value2 });
        broke = broke || outer;
        return value2;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value2) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value: value2 });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value2) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value: value2 });
    }
  });
}
var CONSTANT_CATCH = "~constantCatch";
function constantCatch(value2) {
  const fn = () => value2;
  fn[CONSTANT_CATCH] = true;
  return fn;
}

// node_modules/zod/v4/core/core.js
var _a;
var NEVER = /* @__PURE__ */ Object.freeze({
  status: "aborted"
});
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E2 = _E;
  if (E2) {
    const saved = E2.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E2.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E2.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name2, initializer3, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name2)) {
      return;
    }
    inst._zod.traits.add(name2);
    initializer3(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name2 });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name2);
    }
  });
  Object.defineProperty(_, "name", { value: name2 });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name2) {
    super(`Encountered unidirectional transform during encode: ${name2}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value2) {
  this._zod.message = value2;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value2 = () => this.message;
        Object.defineProperty(this, "toString", { value: value2, configurable: true, writable: true });
        return value2;
      },
      set(value2) {
        Object.defineProperty(this, "toString", { value: value2, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});
function node(obj, key, make) {
  if (!Object.prototype.hasOwnProperty.call(obj, key)) {
    if (key === "__proto__") {
      Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
    } else {
      obj[key] = make();
    }
  }
  return obj[key];
}
function flattenError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = {};
  const formErrors = [];
  for (const sub of error2.issues) {
    if (sub.path.length > 0) {
      node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
    } else {
      formErrors.push(mapper(sub));
    }
  }
  return { formErrors, fieldErrors };
}
function formatError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = { _errors: [] };
  const processError = (error3, path = []) => {
    for (const issue2 of error3.issues) {
      if (issue2.code === "invalid_union" && issue2.errors.length) {
        issue2.errors.map((issues) => processError({ issues }, [...path, ...issue2.path]));
      } else if (issue2.code === "invalid_key") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else if (issue2.code === "invalid_element") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else {
        const fullpath = [...path, ...issue2.path];
        if (fullpath.length === 0) {
          fieldErrors._errors.push(mapper(issue2));
        } else {
          let curr = fieldErrors;
          let i = 0;
          while (i < fullpath.length) {
            const el = fullpath[i];
            const terminal = i === fullpath.length - 1;
            if (el === "_errors") {
              if (terminal)
                curr._errors.push(mapper(issue2));
              i++;
              continue;
            }
            if (!Object.prototype.hasOwnProperty.call(curr, el)) {
              Object.defineProperty(curr, el, {
                value: { _errors: [] },
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
            const node2 = curr[el];
            if (terminal) {
              node2._errors.push(mapper(issue2));
            }
            curr = node2;
            i++;
          }
        }
      }
    }
  };
  processError(error2);
  return fieldErrors;
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value: value2, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _parseAsync = (_Err) => {
  const fn = async (schema, value2, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value: value2, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _safeParse = (_Err) => (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
var COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
var validate = ((schema, value2, _ctx) => {
  const validator = schema._zod.bag.validator;
  if (validator !== void 0) {
    if (validator(value2) !== COMPILE_INVALID)
      return true;
    if (validator.definite === true && _ctx === void 0)
      return false;
  }
  return validateFallback(schema, value2, _ctx);
});
function validateFallback(schema, value2, _ctx) {
  const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
  const fallbackRun = schema._zod.bag.fallbackRun;
  let result;
  if (fallbackRun) {
    ctx[COMPILE_FALLBACK] = true;
    result = fallbackRun({ value: value2, issues: [] }, ctx);
  } else {
    result = schema._zod.run({ value: value2, issues: [] }, ctx);
  }
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length === 0;
}
var validateAsync = async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
  let result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length === 0;
};
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value2, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value2, _ctx, _params) => {
    return parse2(schema, value2, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _encodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return await parseAsync2(schema, value2, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value2, _ctx, _params) => {
    return await parseAsync2(schema, value2, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _safeEncode = (_Err) => (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema, value2, ctx);
};
var _safeDecode = (_Err) => (schema, value2, _ctx) => {
  return _safeParse(_Err)(schema, value2, _ctx);
};
var _safeEncodeAsync = (_Err) => async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParseAsync(_Err)(schema, value2, ctx);
};
var _safeDecodeAsync = (_Err) => async (schema, value2, _ctx) => {
  return _safeParseAsync(_Err)(schema, value2, _ctx);
};

// node_modules/zod/v4/core/regexes.js
var cuid = /^[cC][0-9a-z]{6,}$/;
var cuid2 = /^[0-9a-z]+$/;
var ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
var xid = /^[0-9a-vA-V]{20}$/;
var ksuid = /^[A-Za-z0-9]{27}$/;
var nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
  return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
var duration2 = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
var uuid = (version2) => {
  if (!version2)
    return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
  return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
var email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
var _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
  return new RegExp(_emoji, "u");
}
var ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
var ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
var cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
var base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
var base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var httpProtocol = /^https?$/;
var e164 = /^\+[1-9]\d{6,14}$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time2(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var number2 = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;
var lowercase = /^[^A-Z]*$/;
var uppercase = /^[^a-z]*$/;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a3;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a3 = inst._zod).onattach ?? (_a3.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    if (typeof payload.value !== typeof def.value)
      throw new Error("Cannot mix number and bigint in multiple_of check.");
    const isMultiple = typeof payload.value === "bigint" ? (
      // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
      def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
    ) : floatSafeRemainder(payload.value, def.value) === 0;
    if (isMultiple)
      return;
    payload.issues.push({
      origin: typeof payload.value,
      code: "not_multiple_of",
      divisor: def.value,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a3, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a3 = inst._zod).check ?? (_a3.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
  def.pattern ?? (def.pattern = lowercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
  def.pattern ?? (def.pattern = uppercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
  $ZodCheck.init(inst, def);
  const escapedRegex = escapeRegex(def.includes);
  const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
  def.pattern = pattern;
  inst._zod.check = (payload) => {
    if (payload.value.includes(def.includes, def.position))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "includes",
      includes: def.includes,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.startsWith(def.prefix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "starts_with",
      prefix: def.prefix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.endsWith(def.suffix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "ends_with",
      suffix: def.suffix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    payload.value = def.tx(payload.value);
  };
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
  constructor(args = [], closed = {}) {
    this.content = [];
    this.indent = 0;
    this.args = args;
    this.closed = closed;
  }
  // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
  indented(fn) {
    this.indent += 1;
    try {
      fn(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(arg) {
    if (typeof arg === "function") {
      arg(this, { execution: "sync" });
      arg(this, { execution: "async" });
      return;
    }
    const content = arg;
    const lines = content.split("\n").filter((x) => x);
    const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
    const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
    for (const line2 of dedented) {
      this.content.push(line2);
    }
  }
  compile() {
    const F = Function;
    const content = this?.content ?? [``];
    const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
    return factory(...Object.values(this.closed));
  }
};

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a3;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks, ctx));
      }
      return runChecks(result, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value2) {
    own(this, "~standard", value2);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync2(inst, value2) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value: value2, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value2) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value: value2, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync2(inst, value2);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
  def.pattern ?? (def.pattern = guid);
  $ZodStringFormat.init(inst, def);
});
var $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
  if (def.version) {
    const versionMap = {
      v1: 1,
      v2: 2,
      v3: 3,
      v4: 4,
      v5: 5,
      v6: 6,
      v7: 7,
      v8: 8
    };
    const v = versionMap[def.version];
    if (v === void 0)
      throw new Error(`Invalid UUID version: "${def.version}"`);
    def.pattern ?? (def.pattern = uuid(v));
  } else
    def.pattern ?? (def.pattern = uuid());
  $ZodStringFormat.init(inst, def);
});
var $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
  def.pattern ?? (def.pattern = email);
  $ZodStringFormat.init(inst, def);
});
var URL_BAD_FORMAT = 1;
var URL_UNPARSEABLE = 2;
function canParseURL(input) {
  try {
    if (typeof URL !== "undefined" && typeof URL.canParse === "function")
      return URL.canParse(input);
    new URL(input);
    return true;
  } catch {
    return false;
  }
}
function validateURL(trimmed, def) {
  if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
    return canParseURL(trimmed) || URL_UNPARSEABLE;
  }
  return parseURLObject(trimmed, def);
}
function parseURLObject(trimmed, def) {
  if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
    return URL_BAD_FORMAT;
  }
  try {
    if (typeof URL !== "undefined") {
      const URLStatic = URL;
      if (typeof URLStatic.parse === "function")
        return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
    }
    return new URL(trimmed);
  } catch {
    return URL_UNPARSEABLE;
  }
}
var asciiTabOrNewline = /[\t\n\r]/g;
function stripTabAndNewline(value2) {
  return value2.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
  hostname.lastIndex = 0;
  return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
  protocol.lastIndex = 0;
  return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
var $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    try {
      const trimmed = payload.value.trim();
      const url = validateURL(trimmed, def);
      if (url === URL_BAD_FORMAT) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid URL format",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === URL_UNPARSEABLE) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === true) {
        payload.value = stripTabAndNewline(trimmed);
        return;
      }
      if (def.hostname && !urlHostnameOk(url, def.hostname)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid hostname",
          pattern: def.hostname.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      if (def.protocol && !urlProtocolOk(url, def.protocol)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid protocol",
          pattern: def.protocol.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
      return;
    } catch (_) {
      payload.issues.push({
        code: "invalid_format",
        format: "url",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
  def.pattern ?? (def.pattern = emoji());
  $ZodStringFormat.init(inst, def);
});
var $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
  if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
    throw new Error(`Invalid nanoid length: ${def.length}`);
  def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
  def.pattern ?? (def.pattern = cuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
  def.pattern ?? (def.pattern = cuid2);
  $ZodStringFormat.init(inst, def);
});
var $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
  def.pattern ?? (def.pattern = ulid);
  $ZodStringFormat.init(inst, def);
});
var $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
  def.pattern ?? (def.pattern = xid);
  $ZodStringFormat.init(inst, def);
});
var $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
  def.pattern ?? (def.pattern = ksuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time2(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration2);
  $ZodStringFormat.init(inst, def);
});
var $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
  def.pattern ?? (def.pattern = ipv4);
  $ZodStringFormat.init(inst, def);
});
var ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value2) {
  if (!ipv6Alphabet.test(value2))
    return false;
  return canParseURL(`http://[${value2}]`);
}
var $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
  def.pattern ?? (def.pattern = ipv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidIPv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "ipv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv4);
  $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value2) {
  const parts = value2.split("/");
  if (parts.length !== 2)
    return false;
  const [address, prefix] = parts;
  if (!prefix)
    return false;
  const prefixNum = Number(prefix);
  if (`${prefixNum}` !== prefix)
    return false;
  if (prefixNum < 0 || prefixNum > 128)
    return false;
  return isValidIPv6(address);
}
var $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidCIDRv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "cidrv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
function isValidBase64(data) {
  if (data === "")
    return true;
  if (/\s/.test(data))
    return false;
  if (data.length % 4 !== 0)
    return false;
  try {
    atob(data);
    return true;
  } catch {
    return false;
  }
}
var base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
var $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
  def.pattern ?? (def.pattern = base64Charset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
  if (!base64urlCharset.test(data))
    return false;
  const base642 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
  const padded = base642.padEnd(Math.ceil(base642.length / 4) * 4, "=");
  return isValidBase64(padded);
}
var $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
  def.pattern ?? (def.pattern = base64urlCharset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64URL(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64url",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
  def.pattern ?? (def.pattern = e164);
  $ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
  try {
    const tokensParts = token.split(".");
    if (tokensParts.length !== 3)
      return false;
    const [header] = tokensParts;
    if (!header)
      return false;
    const parsedHeader = JSON.parse(atob(header));
    if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
      return false;
    if (!parsedHeader.alg)
      return false;
    if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
      return false;
    return true;
  } catch {
    return false;
  }
}
var $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidJWT(payload.value, def.alg))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "jwt",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number2;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size2) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size2(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen2 = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen2) {
      if (aborted(payload, seen2))
        break;
      seen2 = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject2 = isObject;
  const catchall = def.catchall;
  let value2;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value2 ?? (value2 = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value2.shape;
    const abortEarly = ctx?.abortEarly;
    let seen2 = payload.issues.length;
    for (const key of value2.allKeys) {
      if (abortEarly && payload.issues.length !== seen2) {
        if (aborted(payload, seen2))
          break;
        seen2 = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
var $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
  $ZodObject.init(inst, def);
  const superParse = inst._zod.parse;
  const _normalized = cached(() => normalizeDef(def));
  const memo2 = globalConfig.memoizer;
  const generateFastpass = (shape) => {
    const normalized = _normalized.value;
    const syms = normalized.symbolKeys;
    const doc = new Doc(["payload", "ctx"], { shape, inst, memo: memo2, syms });
    const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
    const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
    doc.write(`const input = payload.value;`);
    const ids = /* @__PURE__ */ Object.create(null);
    let counter = 0;
    for (const key of normalized.allKeys) {
      ids[key] = `key_${counter++}`;
    }
    doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
    for (const key of normalized.allKeys) {
      if (key === "__proto__")
        continue;
      const id = ids[key];
      const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
      const isPresent = `${k} in input`;
      const schema = shape[key];
      const optin = schema?._zod?.optin;
      const isOptionalIn = optin !== void 0;
      const isOptionalOut = schema?._zod?.optout === "optional";
      doc.write(`const ${id} = ${parseStr(k)};`);
      if (isOptionalIn && isOptionalOut) {
        const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
        doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
      } else if (!isOptionalIn) {
        doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
      } else {
        doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
        if (optin === "defaulted") {
          doc.write(`newResult[${k}] = ${id}.value;`);
        } else {
          doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
        }
      }
    }
    doc.write(`payload.value = newResult;`);
    doc.write(`return payload;`);
    return doc.compile();
  };
  let fastpass;
  const isObject2 = isObject;
  const jit = !globalConfig.jitless;
  const allowsEval2 = allowsEval;
  const fastEnabled = jit && allowsEval2.value;
  const catchall = def.catchall;
  let value2;
  inst._zod.parse = (payload, ctx) => {
    value2 ?? (value2 = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
      if (!fastpass)
        fastpass = generateFastpass(def.shape);
      payload = fastpass(payload, ctx);
      if (!catchall)
        return payload;
      return handleCatchall([], input, payload, ctx, value2, inst, ctx?.abortEarly === true);
    }
    return superParse(payload, ctx);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
var $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    const left2 = def.left._zod.run({ value: input, issues: [] }, ctx);
    const right2 = def.right._zod.run({ value: input, issues: [] }, ctx);
    const async = left2 instanceof Promise || right2 instanceof Promise;
    if (async) {
      return Promise.all([left2, right2]).then(([left3, right3]) => {
        return handleIntersectionResults(payload, left3, right3);
      });
    }
    return handleIntersectionResults(payload, left2, right2);
  };
});
function mergeValues(a, b) {
  if (a === b) {
    return { valid: true, data: a };
  }
  if (a instanceof Date && b instanceof Date && +a === +b) {
    return { valid: true, data: a };
  }
  if (isPlainObject(a) && isPlainObject(b)) {
    const bKeys = Object.keys(b);
    const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
    const newObj = { ...a, ...b };
    if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
      delete newObj.__proto__;
    for (const key of sharedKeys) {
      if (key === "__proto__")
        continue;
      const sharedValue = mergeValues(a[key], b[key]);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
        };
      }
      newObj[key] = sharedValue.data;
    }
    return { valid: true, data: newObj };
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) {
      return { valid: false, mergeErrorPath: [] };
    }
    const newArray = [];
    for (let index = 0; index < a.length; index++) {
      const itemA = a[index];
      const itemB = b[index];
      const sharedValue = mergeValues(itemA, itemB);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
        };
      }
      newArray.push(sharedValue.data);
    }
    return { valid: true, data: newArray };
  }
  return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result, left2, right2) {
  const unrecKeys = /* @__PURE__ */ new Map();
  let unrecIssue;
  const keyIssues = /* @__PURE__ */ new Map();
  const collect = (iss, side2) => {
    let keys;
    if (iss.code === "unrecognized_keys" && !iss.path?.length) {
      unrecIssue ?? (unrecIssue = iss);
      keys = iss.keys;
    } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
      const k = String(iss.path[0]);
      if (!keyIssues.has(k))
        keyIssues.set(k, iss);
      keys = [k];
    } else {
      return false;
    }
    for (const k of keys) {
      if (!unrecKeys.has(k))
        unrecKeys.set(k, {});
      unrecKeys.get(k)[side2] = true;
    }
    return true;
  };
  for (const iss of left2.issues) {
    if (!collect(iss, "l"))
      result.issues.push(iss);
  }
  for (const iss of right2.issues) {
    if (!collect(iss, "r"))
      result.issues.push(iss);
  }
  const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
  if (bothKeys.length) {
    const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
    if (aggregated.length)
      result.issues.push({ ...unrecIssue, keys: aggregated });
    for (const k of bothKeys) {
      if (!aggregated.includes(k) && keyIssues.has(k))
        result.issues.push(keyIssues.get(k));
    }
  }
  const merged = mergeValues(left2.value, right2.value);
  if (!merged.valid) {
    if (aborted(result))
      return result;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
  }
  result.value = merged.data;
  return result;
}
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleDefaultResult(result2, def));
    }
    return handleDefaultResult(result, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => {
    const v = zod.def.innerType._zod.values;
    return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleNonOptionalResult(result2, inst));
    }
    return handleNonOptionalResult(result, inst);
  };
});
function handleNonOptionalResult(payload, inst) {
  if (!payload.issues.length && payload.value === void 0) {
    payload.issues.push({
      code: "invalid_type",
      expected: "nonoptional",
      input: payload.value,
      inst
    });
  }
  return payload;
}
function handleCatchResult(payload, result, def, ctx) {
  if (!result.issues.length) {
    payload.value = result.value;
    if (result.memo)
      payload.memo = true;
    return payload;
  }
  payload.value = def.catchValue({
    ...result,
    value: payload.value,
    error: {
      issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config()))
    },
    input: payload.value
  });
  return payload;
}
var $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleCatchResult(payload, result2, def, ctx));
    }
    return handleCatchResult(payload, result, def, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right2 = def.out._zod.run(payload, ctx);
      if (right2 instanceof Promise) {
        return right2.then((right3) => handlePipeResult(right3, def.in, ctx));
      }
      return handlePipeResult(right2, def.in, ctx);
    }
    const left2 = def.in._zod.run(payload, ctx);
    if (left2 instanceof Promise) {
      return left2.then((left3) => handlePipeResult(left3, def.out, ctx));
    }
    return handlePipeResult(left2, def.out, ctx);
  };
});
function handlePipeResult(left2, next, ctx) {
  if (left2.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left2.aborted = true;
    return left2;
  }
  return next._zod.run({ value: left2.value, issues: left2.issues }, ctx);
}
var $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then(handleReadonlyResult);
    }
    return handleReadonlyResult(result);
  };
});
function handleReadonlyResult(payload) {
  if (!payload.memo)
    payload.value = Object.freeze(payload.value);
  return payload;
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
  constructor() {
    super(`Cannot parse a reference cycle that closes through a transform`);
    this.name = "ZodCyclicError";
  }
};
var STATE = "~memo";
var NO_ISSUES = [];
function isRef(value2) {
  return value2 !== null && typeof value2 === "object";
}
function cloneIssues(issues) {
  return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
}
var recursive = /* @__PURE__ */ new WeakMap();
var NONE = 0;
var ASSUMED = 1;
var PROVEN = 2;
function isRecursive(inst, stack, resolve) {
  const cached2 = recursive.get(inst);
  if (cached2 !== void 0)
    return cached2 ? PROVEN : NONE;
  if (stack.has(inst))
    return PROVEN;
  stack.add(inst);
  let result = NONE;
  const check = (child) => {
    if (result !== PROVEN && child?._zod) {
      const answer = isRecursive(child, stack, resolve);
      if (answer > result)
        result = answer;
    }
  };
  const shape = (sh, spread) => {
    let answer = NONE;
    for (const key of Reflect.ownKeys(sh)) {
      const desc = Object.getOwnPropertyDescriptor(sh, key);
      if (spread && !desc.enumerable)
        continue;
      const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
      if (child > answer)
        answer = child;
    }
    return answer;
  };
  const merge2 = (answer) => {
    if (answer > result)
      result = answer;
  };
  const def = inst._zod.def;
  const kind = def.type;
  switch (kind) {
    case "object": {
      const raw = rawShape(def);
      merge2(raw ? shape(raw, true) : ASSUMED);
      check(def.catchall);
      break;
    }
    case "array":
      check(def.element);
      break;
    case "tuple":
      for (const el of def.items)
        check(el);
      check(def.rest);
      break;
    case "record":
    case "map":
      check(def.keyType);
      check(def.valueType);
      break;
    case "set":
      check(def.valueType);
      break;
    case "union":
      for (const el of def.options)
        check(el);
      break;
    case "intersection":
      check(def.left);
      check(def.right);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "promise":
    case "success":
      check(def.innerType);
      break;
    case "pipe":
      check(def.in);
      check(def.out);
      break;
    case "function":
      check(def.input);
      check(def.output);
      break;
    // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
    case "lazy": {
      const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
      merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
      break;
    }
    // a leaf by choice: `parts` are regex fragments, not data positions
    case "template_literal":
    // leaves
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
    case "void":
    case "never":
    case "any":
    case "unknown":
    case "date":
    case "nan":
    case "enum":
    case "literal":
    case "file":
    case "transform":
    case "custom":
      break;
    default: {
      kind;
      for (const key in def) {
        const desc = Object.getOwnPropertyDescriptor(def, key);
        if (!desc || desc.get)
          continue;
        const value2 = desc.value;
        if (!value2 || typeof value2 !== "object")
          continue;
        if (value2._zod)
          check(value2);
        else if (Array.isArray(value2))
          for (const el of value2)
            check(el);
      }
    }
  }
  stack.delete(inst);
  return settle(inst, result);
}
function settle(inst, answer) {
  if (answer !== ASSUMED)
    recursive.set(inst, answer === PROVEN);
  return answer;
}
function bucketFor(state, inst) {
  let bucket = state.buckets.get(inst);
  if (!bucket) {
    bucket = /* @__PURE__ */ new WeakMap();
    state.buckets.set(inst, bucket);
  }
  return bucket;
}
var handoff;
var open = [];
var memo = {
  alloc(_inst, payload, empty) {
    const bucket = handoff;
    if (!bucket)
      return empty;
    handoff = void 0;
    const entry = { value: empty, issues: null };
    bucket.set(payload.value, entry);
    open.push(entry);
    return empty;
  },
  guard(inst) {
    var _a3;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
          throw new $ZodCyclicError();
        return base(payload, ctx);
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  },
  attach(inst) {
    var _a3;
    let isRecursiveInst;
    let rechecked = false;
    let lastCtx;
    let lastBucket;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (isRecursiveInst === void 0) {
          const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
          if (walked === NONE) {
            inst._zod.parse = base;
            if (inst._zod.run === wrapped)
              inst._zod.run = base;
            return base(payload, ctx);
          }
          if (walked === PROVEN || rechecked)
            isRecursiveInst = true;
          else
            rechecked = true;
        }
        const input = payload.value;
        if (!isRef(input))
          return base(payload, ctx);
        let state = ctx[STATE];
        if (!state) {
          state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
          ctx[STATE] = state;
        }
        let bucket;
        if (lastCtx === ctx) {
          bucket = lastBucket;
        } else {
          bucket = bucketFor(state, inst);
          lastCtx = ctx;
          lastBucket = bucket;
        }
        const hit = bucket.get(input);
        if (hit) {
          payload.value = hit.value;
          if (hit.issues) {
            if (hit.issues.length)
              payload.issues.push(...cloneIssues(hit.issues));
          } else {
            payload.memo = true;
            state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
            state.backEdges.add(hit.value);
          }
          return payload;
        }
        handoff = bucket;
        const depth = open.length;
        const result = base(payload, ctx);
        handoff = void 0;
        const entry = open.length > depth ? open.pop() : void 0;
        if (result instanceof Promise) {
          return result.then((r) => {
            if (entry)
              entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
            return r;
          });
        }
        if (entry)
          entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
        return result;
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  }
};
function memoizer() {
  return memo;
}
function isBackEdge(ctx, value2) {
  const backEdges = ctx[STATE]?.backEdges;
  return backEdges !== void 0 && isRef(value2) && backEdges.has(value2);
}

// node_modules/zod/v4/locales/en.js
var error = () => {
  const Sizable = {
    string: { unit: "characters", verb: "to have" },
    file: { unit: "bytes", verb: "to have" },
    array: { unit: "items", verb: "to have" },
    set: { unit: "items", verb: "to have" },
    map: { unit: "entries", verb: "to have" }
  };
  function getSizing(origin) {
    return Sizable[origin] ?? null;
  }
  const FormatDictionary = {
    regex: "input",
    email: "email address",
    url: "URL",
    emoji: "emoji",
    uuid: "UUID",
    uuidv4: "UUIDv4",
    uuidv6: "UUIDv6",
    nanoid: "nanoid",
    guid: "GUID",
    cuid: "cuid",
    cuid2: "cuid2",
    ulid: "ULID",
    xid: "XID",
    ksuid: "KSUID",
    datetime: "ISO datetime",
    date: "ISO date",
    time: "ISO time",
    duration: "ISO duration",
    ipv4: "IPv4 address",
    ipv6: "IPv6 address",
    mac: "MAC address",
    cidrv4: "IPv4 range",
    cidrv6: "IPv6 range",
    base64: "base64-encoded string",
    base64url: "base64url-encoded string",
    json_string: "JSON string",
    e164: "E.164 number",
    currency_code: "currency code",
    credit_card: "credit card number",
    iban: "IBAN",
    jwt: "JWT",
    template_literal: "input"
  };
  const TypeDictionary = {
    // Compatibility: "nan" -> "NaN" for display
    nan: "NaN"
    // All other type names omitted - they fall back to raw values via ?? operator
  };
  function getTypeName(type, input) {
    if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
      return String(input);
    }
    return TypeDictionary[type] ?? type;
  }
  return (issue2) => {
    switch (issue2.code) {
      case "invalid_type": {
        const expected = getTypeName(issue2.expected);
        const receivedType = parsedType(issue2.input);
        const received = getTypeName(receivedType, issue2.input);
        return `Invalid input: expected ${expected}, received ${received}`;
      }
      case "invalid_value":
        if (issue2.values.length === 1)
          return `Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;
        return `Invalid option: expected one of ${joinValues(issue2.values, "|")}`;
      case "too_big": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? "<=" : "<";
        const sizing = getSizing(issue2.origin);
        if (sizing)
          return `Too big: expected ${issue2.origin ?? "value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit ?? "elements"}`;
        return `Too big: expected ${issue2.origin ?? "value"} to be ${adj}${issue2.maximum.toString()}`;
      }
      case "too_small": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? ">=" : ">";
        const sizing = getSizing(issue2.origin);
        if (sizing) {
          return `Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`;
        }
        return `Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`;
      }
      case "invalid_format": {
        const _issue = issue2;
        if (_issue.format === "starts_with") {
          return `Invalid string: must start with "${_issue.prefix}"`;
        }
        if (_issue.format === "ends_with")
          return `Invalid string: must end with "${_issue.suffix}"`;
        if (_issue.format === "includes")
          return `Invalid string: must include "${_issue.includes}"`;
        if (_issue.format === "regex")
          return `Invalid string: must match pattern ${_issue.pattern}`;
        return `Invalid ${FormatDictionary[_issue.format] ?? issue2.format}`;
      }
      case "not_multiple_of":
        return `Invalid number: must be a multiple of ${issue2.divisor}`;
      case "unrecognized_keys":
        return `Unrecognized key${issue2.keys.length > 1 ? "s" : ""}: ${joinValues(issue2.keys, ", ")}`;
      case "invalid_key":
        return `Invalid key in ${issue2.origin}`;
      case "invalid_union":
        if (issue2.options && Array.isArray(issue2.options) && issue2.options.length > 0) {
          const opts = issue2.options.map((o) => `'${o}'`).join(" | ");
          return `Invalid discriminator value. Expected ${opts}`;
        }
        if (issue2.inclusive === false) {
          return "Invalid input: more than one option matched";
        }
        return "Invalid input";
      case "invalid_element":
        return `Invalid value in ${issue2.origin}`;
      default:
        return `Invalid input`;
    }
  };
};
function en_default() {
  return {
    localeError: error()
  };
}

// node_modules/zod/v4/core/registries.js
var _a2;
var $ZodRegistry = class {
  constructor() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
  }
  add(schema, ..._meta) {
    const meta2 = _meta[0];
    this._map.set(schema, meta2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.set(meta2.id, schema);
    }
    return this;
  }
  clear() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
    return this;
  }
  remove(schema) {
    const meta2 = this._map.get(schema);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.delete(meta2.id);
    }
    this._map.delete(schema);
    return this;
  }
  get(schema) {
    const p = schema._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema) };
      return Object.keys(f).length ? f : void 0;
    }
    return this._map.get(schema);
  }
  has(schema) {
    return this._map.has(schema);
  }
};
function registry() {
  return new $ZodRegistry();
}
(_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
var globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class2, params) {
  return new Class2({
    type: "string",
    format: "email",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class2, params) {
  return new Class2({
    type: "string",
    format: "guid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v4",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v6",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v7",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _url(Class2, params) {
  return new Class2({
    type: "string",
    format: "url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _emoji2(Class2, params) {
  return new Class2({
    type: "string",
    format: "emoji",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class2, params) {
  return new Class2({
    type: "string",
    format: "nanoid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid2",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ulid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class2, params) {
  return new Class2({
    type: "string",
    format: "xid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ksuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class2, params) {
  return new Class2({
    type: "string",
    format: "e164",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class2, params) {
  return new Class2({
    type: "string",
    format: "jwt",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class2, params) {
  return new Class2({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class2, params) {
  return new Class2({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _number(Class2, params) {
  return new Class2(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class2, params) {
  return new Class2({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class2, params) {
  return new Class2({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class2) {
  return new Class2({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class2, params) {
  return new Class2({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lt(value2, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value2, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value2, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value2, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value2, params) {
  return new $ZodCheckMultipleOf({
    check: "multiple_of",
    ...normalizeParams(params),
    value: value2
  });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
  return new $ZodCheckLowerCase({
    check: "string_format",
    format: "lowercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
  return new $ZodCheckUpperCase({
    check: "string_format",
    format: "uppercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
  return new $ZodCheckIncludes({
    check: "string_format",
    format: "includes",
    ...normalizeParams(params),
    includes
  });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
  return new $ZodCheckStartsWith({
    check: "string_format",
    format: "starts_with",
    ...normalizeParams(params),
    prefix
  });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
  return new $ZodCheckEndsWith({
    check: "string_format",
    format: "ends_with",
    ...normalizeParams(params),
    suffix
  });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
  return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
  return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
  return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class2, element, params) {
  return new Class2({
    type: "array",
    element,
    // get element() {
    //   return element;
    // },
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class2, fn, _params) {
  const schema = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
  const ch = /* @__PURE__ */ _check((payload) => {
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(issue(issue2, payload.value, ch._zod.def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = ch);
        _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
        payload.issues.push(issue(_issue));
      }
    };
    return fn(payload.value, payload);
  }, params);
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
  const ch = new $ZodCheck({
    check: "custom",
    ...normalizeParams(params)
  });
  ch._zod.check = fn;
  return ch;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) {
        assignProp(target, key, source[key]);
      }
    }
  }
  return target;
}
function initializeContext(params) {
  let target = params?.target ?? "draft-2020-12";
  if (target === "draft-4")
    target = "draft-04";
  if (target === "draft-7")
    target = "draft-07";
  return {
    processors: params.processors ?? {},
    metadataRegistry: params?.metadata ?? globalRegistry,
    target,
    unrepresentable: params?.unrepresentable ?? "throw",
    override: params?.override ?? (() => {
    }),
    io: params?.io ?? "output",
    counter: 0,
    seen: /* @__PURE__ */ new Map(),
    sharedDefsExtractedFor: void 0,
    sharedEmitDoneFor: void 0,
    cycles: params?.cycles ?? "ref",
    reused: params?.reused ?? "inline",
    intersections: [],
    deferred: [],
    external: params?.external ?? void 0
  };
}
function handleUnrepresentable(schema, ctx, json, params, message) {
  const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message }) : ctx.unrepresentable;
  if (result === "any")
    return false;
  if (result === void 0 || result === "throw")
    throw new Error(message);
  Object.assign(json, result);
  return true;
}
function processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
  var _a3;
  const def = schema._zod.def;
  const seen2 = ctx.seen.get(schema);
  if (seen2) {
    seen2.count++;
    const isCycle = _params.schemaPath.includes(schema);
    if (isCycle) {
      seen2.cycle = _params.path;
    }
    return seen2.schema;
  }
  const result = { schema: {}, count: 1, cycle: void 0, path: _params.path };
  ctx.seen.set(schema, result);
  ctx.sharedDefsExtractedFor = void 0;
  ctx.sharedEmitDoneFor = void 0;
  const overrideSchema = schema._zod.toJSONSchema?.();
  if (overrideSchema) {
    result.schema = overrideSchema;
  } else {
    const params = {
      ..._params,
      schemaPath: [..._params.schemaPath, schema],
      path: _params.path
    };
    if (schema._zod.processJSONSchema) {
      schema._zod.processJSONSchema(ctx, result.schema, params);
    } else {
      const _json = result.schema;
      const processor = ctx.processors[def.type];
      if (!processor) {
        throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
      }
      processor(schema, ctx, _json, params);
    }
    const parent = schema._zod.parent;
    if (parent) {
      if (!result.ref)
        result.ref = parent;
      processSchema(parent, ctx, params);
      ctx.seen.get(parent).isParent = true;
    }
  }
  const meta2 = ctx.metadataRegistry.get(schema);
  if (meta2)
    assignProps(result.schema, meta2);
  if (ctx.io === "input" && isTransforming(schema)) {
    delete result.schema.examples;
    delete result.schema.default;
  }
  if (ctx.io === "input" && "_prefault" in result.schema)
    (_a3 = result.schema).default ?? (_a3.default = result.schema._prefault);
  delete result.schema._prefault;
  const _result = ctx.seen.get(schema);
  return _result.schema;
}
function encodeJSONPointerSegment(segment) {
  return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
    return;
  const idToSchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.entries()) {
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      const existing = idToSchema.get(id);
      if (existing && existing !== entry[0]) {
        throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
      }
      idToSchema.set(id, entry[0]);
    }
  }
  const makeURI = (entry) => {
    const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
    if (ctx.external) {
      const externalId = ctx.external.registry.get(entry[0])?.id;
      const uriGenerator = ctx.external.uri ?? ((id2) => id2);
      if (externalId) {
        return { ref: uriGenerator(externalId) };
      }
      const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
      entry[1].defId = id;
      return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
    }
    const uriPrefix = `#`;
    const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
    if (entry[1] === root && !entry[1].schema.id) {
      return { ref: uriPrefix };
    }
    const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
    return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
  };
  const extractToDef = (entry) => {
    if (entry[1].schema.$ref) {
      return;
    }
    const seen2 = entry[1];
    const { ref, defId } = makeURI(entry);
    seen2.def = { ...seen2.schema };
    if (defId)
      seen2.defId = defId;
    const schema2 = seen2.schema;
    for (const key in schema2) {
      delete schema2[key];
    }
    schema2.$ref = ref;
  };
  if (ctx.cycles === "throw") {
    for (const entry of ctx.seen.entries()) {
      const seen2 = entry[1];
      if (seen2.cycle) {
        throw new Error(`Cycle detected: #/${seen2.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
      }
    }
  }
  for (const entry of ctx.seen.entries()) {
    const seen2 = entry[1];
    if (schema === entry[0]) {
      extractToDef(entry);
      continue;
    }
    if (ctx.external) {
      const ext = ctx.external.registry.get(entry[0])?.id;
      if (schema !== entry[0] && ext) {
        extractToDef(entry);
        continue;
      }
    }
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      extractToDef(entry);
      continue;
    }
    if (seen2.cycle) {
      extractToDef(entry);
      continue;
    }
    if (seen2.count > 1) {
      if (ctx.reused === "ref") {
        extractToDef(entry);
      }
    }
  }
  if (ctx.external)
    ctx.sharedDefsExtractedFor = ctx.external;
}
function compactTypeUnion(schema) {
  const options = schema.anyOf;
  if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0)
    return;
  const types = [];
  for (const option of options) {
    if (!option || typeof option !== "object")
      return;
    compactTypeUnion(option);
    const keys = Object.keys(option);
    if (keys.length !== 1 || keys[0] !== "type")
      return;
    const type = option.type;
    for (const member of Array.isArray(type) ? type : [type]) {
      if (typeof member !== "string")
        return;
      if (!types.includes(member))
        types.push(member);
    }
  }
  delete schema.anyOf;
  schema.type = types.length === 1 ? types[0] : types;
}
var FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
var UNION_KEYS = ["oneOf", "anyOf"];
function undeclaredConstraint(member) {
  const extra = member.additionalProperties;
  if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
    return null;
  return Object.keys(extra).length ? extra : null;
}
function foldObjects(members2) {
  const objects = [];
  for (const member of members2) {
    if (typeof member !== "object" || member.type !== "object")
      return null;
    for (const key in member) {
      if (!FOLDABLE_KEYS.has(key))
        return null;
    }
    objects.push(member);
  }
  const properties = {};
  const required2 = /* @__PURE__ */ new Set();
  for (const object2 of objects) {
    for (const key in object2.properties) {
      if (Object.prototype.hasOwnProperty.call(properties, key))
        continue;
      const parts = [];
      for (const other of objects) {
        const part = other.properties?.[key] ?? undeclaredConstraint(other);
        if (part === null || part === void 0)
          continue;
        if (!parts.some((seen2) => JSON.stringify(seen2) === JSON.stringify(part)))
          parts.push(part);
      }
      const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
      assignProp(properties, key, merged);
    }
    for (const key of object2.required ?? [])
      required2.add(key);
  }
  const folded2 = { type: "object", properties };
  if (required2.size)
    folded2.required = [...required2];
  if (objects.every((object2) => object2.additionalProperties === false)) {
    folded2.additionalProperties = false;
  } else {
    const constraints = [];
    for (const object2 of objects) {
      const constraint = undeclaredConstraint(object2);
      if (constraint && !constraints.some((seen2) => JSON.stringify(seen2) === JSON.stringify(constraint)))
        constraints.push(constraint);
    }
    if (constraints.length === 1)
      folded2.additionalProperties = constraints[0];
    else if (constraints.length > 1)
      folded2.additionalProperties = { allOf: constraints };
  }
  return folded2;
}
function foldIntersection(json) {
  const allOf = json.allOf;
  if (!Array.isArray(allOf) || allOf.length < 2)
    return;
  for (const key of FOLDABLE_KEYS)
    if (key in json)
      return;
  const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
  let folded2 = null;
  if (!unions.length) {
    folded2 = foldObjects(allOf);
  } else {
    const union2 = unions[0];
    const keyword = UNION_KEYS.find((k) => Array.isArray(union2[k]));
    if (Object.keys(union2).length !== 1)
      return;
    const rest = allOf.filter((m) => m !== union2);
    const branches = union2[keyword].map((branch) => foldObjects([...rest, branch]));
    if (branches.some((b) => !b))
      return;
    folded2 = { [keyword]: branches };
  }
  if (!folded2)
    return;
  delete json.allOf;
  assignProps(json, folded2);
}
function finalize(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  const flattenRef = (zodSchema) => {
    const seen2 = ctx.seen.get(zodSchema);
    if (seen2.ref === null)
      return;
    const schema2 = seen2.def ?? seen2.schema;
    const _cached = { ...schema2 };
    const ref = seen2.ref;
    seen2.ref = null;
    if (ref) {
      flattenRef(ref);
      const refSeen = ctx.seen.get(ref);
      const refSchema = refSeen.schema;
      if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
        schema2.allOf = schema2.allOf ?? [];
        schema2.allOf.push(refSchema);
      } else {
        assignProps(schema2, refSchema);
      }
      assignProps(schema2, _cached);
      const isParentRef = zodSchema._zod.parent === ref;
      if (isParentRef) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (!(key in _cached)) {
            delete schema2[key];
          }
        }
      }
      if (refSchema.$ref && refSeen.def) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (key in refSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(refSeen.def[key])) {
            delete schema2[key];
          }
        }
      }
    }
    const parent = zodSchema._zod.parent;
    if (parent && parent !== ref) {
      flattenRef(parent);
      const parentSeen = ctx.seen.get(parent);
      if (parentSeen?.schema.$ref) {
        schema2.$ref = parentSeen.schema.$ref;
        if (parentSeen.def) {
          for (const key in schema2) {
            if (key === "$ref" || key === "allOf")
              continue;
            if (key in parentSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(parentSeen.def[key])) {
              delete schema2[key];
            }
          }
        }
      }
    }
    ctx.override({
      zodSchema,
      jsonSchema: schema2,
      path: seen2.path ?? []
    });
  };
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of [...ctx.seen.entries()].reverse()) {
      flattenRef(entry[0]);
    }
    if (ctx.target !== "openapi-3.0") {
      for (const entry of ctx.seen.entries()) {
        compactTypeUnion(entry[1].def ?? entry[1].schema);
      }
    }
    for (const rewrite of ctx.deferred)
      rewrite();
    if (ctx.intersections.length) {
      const carriers = /* @__PURE__ */ new Map();
      for (const seen2 of ctx.seen.values()) {
        for (const json of [seen2.schema, seen2.def]) {
          const allOf = json?.allOf;
          if (!Array.isArray(allOf))
            continue;
          const existing = carriers.get(allOf);
          if (existing)
            existing.push(json);
          else
            carriers.set(allOf, [json]);
        }
      }
      for (const allOf of ctx.intersections) {
        for (const json of carriers.get(allOf) ?? [])
          foldIntersection(json);
      }
    }
  }
  const result = {};
  if (ctx.target === "draft-2020-12") {
    result.$schema = "https://json-schema.org/draft/2020-12/schema";
  } else if (ctx.target === "draft-07") {
    result.$schema = "http://json-schema.org/draft-07/schema#";
  } else if (ctx.target === "draft-04") {
    result.$schema = "http://json-schema.org/draft-04/schema#";
  } else if (ctx.target === "openapi-3.0") {
  } else {
  }
  if (ctx.external?.uri) {
    const id = ctx.external.registry.get(schema)?.id;
    if (!id)
      throw new Error("Schema is missing an `id` property");
    result.$id = ctx.external.uri(id);
  }
  assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
  const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
  if (rootMetaId !== void 0 && result.id === rootMetaId)
    delete result.id;
  const defs = ctx.external?.defs ?? {};
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of ctx.seen.entries()) {
      const seen2 = entry[1];
      if (seen2.def && seen2.defId) {
        if (seen2.def.id === seen2.defId)
          delete seen2.def.id;
        assignProp(defs, seen2.defId, seen2.def);
      }
    }
  }
  if (ctx.external)
    ctx.sharedEmitDoneFor = ctx.external;
  if (ctx.external) {
  } else {
    if (Object.keys(defs).length > 0) {
      if (ctx.target === "draft-2020-12") {
        result.$defs = defs;
      } else {
        result.definitions = defs;
      }
    }
  }
  try {
    const finalized = JSON.parse(JSON.stringify(result));
    Object.defineProperty(finalized, "~standard", {
      value: {
        ...schema["~standard"],
        jsonSchema: {
          input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
          output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
        }
      },
      enumerable: false,
      writable: false
    });
    return finalized;
  } catch (_err) {
    throw new Error("Error converting schema to JSON.");
  }
}
function isTransforming(_schema, _ctx) {
  const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
  if (ctx.seen.has(_schema))
    return false;
  ctx.seen.add(_schema);
  const def = _schema._zod.def;
  if (def.type === "transform")
    return true;
  if (def.type === "array")
    return isTransforming(def.element, ctx);
  if (def.type === "set")
    return isTransforming(def.valueType, ctx);
  if (def.type === "lazy")
    return isTransforming(def.getter(), ctx);
  if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
    return isTransforming(def.innerType, ctx);
  }
  if (def.type === "intersection") {
    return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
  }
  if (def.type === "record" || def.type === "map") {
    return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
  }
  if (def.type === "pipe") {
    if (_schema._zod.traits.has("$ZodCodec"))
      return true;
    return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
  }
  if (def.type === "object") {
    for (const key in def.shape) {
      if (isTransforming(def.shape[key], ctx))
        return true;
    }
    return false;
  }
  if (def.type === "union") {
    for (const option of def.options) {
      if (isTransforming(option, ctx))
        return true;
    }
    return false;
  }
  if (def.type === "tuple") {
    for (const item of def.items) {
      if (isTransforming(item, ctx))
        return true;
    }
    if (def.rest && isTransforming(def.rest, ctx))
      return true;
    return false;
  }
  return false;
}
var createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
  const ctx = initializeContext({ ...params, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};
var createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
  const { libraryOptions, target } = params ?? {};
  const ctx = initializeContext({ ...libraryOptions ?? {}, target, io, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};

// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin = (agg, key, value2) => {
  if (agg[key] === void 0 || value2 > agg[key])
    agg[key] = value2;
};
var narrowMax = (agg, key, value2) => {
  if (agg[key] === void 0 || value2 < agg[key])
    agg[key] = value2;
};
var narrowBoth = (agg, value2) => {
  narrowMin(agg, "minimum", value2);
  narrowMax(agg, "maximum", value2);
};
var addDivisor = (agg, value2) => {
  agg.multipleOf ?? (agg.multipleOf = []);
  if (!agg.multipleOf.includes(value2))
    agg.multipleOf.push(value2);
};
var addPattern = (agg, pattern) => {
  agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
  agg.patterns.add(pattern);
};
var intersectMime = (agg, mime) => {
  agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
var setFormat = (agg, format2) => {
  agg.format = format2;
  if (format2.includes("int"))
    agg.isInt = true;
};
var minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
var maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
var formatContributor = (ranges) => (agg, def) => {
  setFormat(agg, def.format);
  const [minimum, maximum] = ranges[def.format];
  narrowMin(agg, "minimum", minimum);
  narrowMax(agg, "maximum", maximum);
};
var contributors = {
  greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
  less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
  multiple_of: (agg, def) => addDivisor(agg, def.value),
  number_format: formatContributor(NUMBER_FORMAT_RANGES),
  bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
  min_length: minContributor,
  max_length: maxContributor,
  length_equals: (agg, def) => narrowBoth(agg, def.length),
  min_size: minContributor,
  max_size: maxContributor,
  size_equals: (agg, def) => narrowBoth(agg, def.size),
  string_format: (agg, def) => {
    setFormat(agg, def.format);
    if (def.pattern)
      addPattern(agg, def.pattern);
    if (def.format === "base64" || def.format === "base64url")
      agg.contentEncoding = def.format;
    if (def.local || def.precision === -1)
      agg.laxFormat = true;
  },
  mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
  const agg = {};
  const def = schema._zod.def;
  const list2 = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
  for (const ch of list2)
    contributors[ch._zod.def.check]?.(agg, ch._zod.def);
  const bag = schema._zod.bag;
  if (bag.minimum !== void 0)
    narrowMin(agg, "minimum", bag.minimum);
  if (bag.exclusiveMinimum !== void 0)
    narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
  if (bag.maximum !== void 0)
    narrowMax(agg, "maximum", bag.maximum);
  if (bag.exclusiveMaximum !== void 0)
    narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
  if (bag.multipleOf !== void 0)
    addDivisor(agg, bag.multipleOf);
  if (bag.format !== void 0) {
    agg.format ?? (agg.format = bag.format);
    if (bag.format.includes("int"))
      agg.isInt = true;
  }
  if (bag.mime)
    intersectMime(agg, bag.mime);
  for (const pattern of bag.patterns ?? [])
    addPattern(agg, pattern);
  return agg;
}
var formatMap = {
  guid: "uuid",
  url: "uri",
  datetime: "date-time",
  json_string: "json-string",
  regex: ""
  // do not set
};
var exactPatterns = /* @__PURE__ */ new Map([
  [base64Charset, base64],
  [base64urlCharset, base64url]
]);
var exactPattern = (p) => exactPatterns.get(p) ?? p;
var stringProcessor = (schema, ctx, _json, _params) => {
  const json = _json;
  json.type = "string";
  const { minimum, maximum, format: format2, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minLength = minimum;
  if (typeof maximum === "number")
    json.maxLength = maximum;
  if (format2) {
    json.format = formatMap[format2] ?? format2;
    if (json.format === "")
      delete json.format;
    if (format2 === "time" || laxFormat) {
      delete json.format;
    }
  }
  if (contentEncoding)
    json.contentEncoding = contentEncoding;
  if (patterns && patterns.size > 0) {
    const patternList = [...patterns].map(exactPattern);
    if (patternList.length === 1)
      json.pattern = patternList[0].source;
    else if (patternList.length > 1) {
      json.allOf = [
        ...patternList.map((regex) => ({
          ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
          pattern: regex.source
        }))
      ];
    }
  }
};
var numberProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
  json.type = isInt ? "integer" : "number";
  const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
  const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
  const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
  if (exMin) {
    if (legacy) {
      json.minimum = exclusiveMinimum;
      json.exclusiveMinimum = true;
    } else {
      json.exclusiveMinimum = exclusiveMinimum;
    }
  } else if (typeof minimum === "number") {
    json.minimum = minimum;
  }
  if (exMax) {
    if (legacy) {
      json.maximum = exclusiveMaximum;
      json.exclusiveMaximum = true;
    } else {
      json.exclusiveMaximum = exclusiveMaximum;
    }
  } else if (typeof maximum === "number") {
    json.maximum = maximum;
  }
  if (multipleOf) {
    const divisors = /* @__PURE__ */ new Set();
    for (const divisor of multipleOf) {
      if (Number.isFinite(divisor) && divisor !== 0)
        divisors.add(Math.abs(divisor));
      else
        handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
    }
    const [first, ...rest] = divisors;
    if (first !== void 0)
      json.multipleOf = first;
    if (rest.length)
      json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
  }
};
var booleanProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var neverProcessor = (_schema, _ctx, json, _params) => {
  json.not = {};
};
var unknownProcessor = (_schema, _ctx, _json, _params) => {
};
var enumProcessor = (schema, _ctx, json, _params) => {
  const def = schema._zod.def;
  const values = getEnumValues(def.entries);
  if (values.length === 0) {
    json.not = {};
    return;
  }
  if (values.every((v) => typeof v === "number"))
    json.type = "number";
  if (values.every((v) => typeof v === "string"))
    json.type = "string";
  json.enum = values;
};
var literalProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  if (def.values.length === 0) {
    json.not = {};
    return;
  }
  const vals = [];
  for (const val of def.values) {
    if (val === void 0) {
      if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
        return;
    } else if (typeof val === "bigint") {
      if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
        return;
      vals.push(Number(val));
    } else {
      vals.push(val);
    }
  }
  if (vals.length === 0) {
  } else if (vals.length === 1) {
    const val = vals[0];
    json.type = val === null ? "null" : typeof val;
    if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
      json.enum = [val];
    } else {
      json.const = val;
    }
  } else {
    if (vals.every((v) => typeof v === "number"))
      json.type = "number";
    if (vals.every((v) => typeof v === "string"))
      json.type = "string";
    if (vals.every((v) => typeof v === "boolean"))
      json.type = "boolean";
    if (vals.every((v) => v === null))
      json.type = "null";
    json.enum = vals;
  }
};
var customProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
var transformProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
var arrayProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
  json.type = "array";
  json.items = processSchema(def.element, ctx, {
    ...params,
    path: [...params.path, "items"]
  });
};
function inputOptin(schema) {
  const def = schema._zod.def;
  if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
    return inputOptin(def.out);
  }
  if (def.type === "catch") {
    return inputOptin(def.innerType);
  }
  return schema._zod.optin;
}
var objectProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const shape = def.shape;
  const symbolKeys = Object.getOwnPropertySymbols(shape);
  if (symbolKeys.length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
    return;
  }
  json.type = "object";
  json.properties = {};
  for (const key in shape) {
    assignProp(json.properties, key, processSchema(shape[key], ctx, {
      ...params,
      path: [...params.path, "properties", key]
    }));
  }
  const requiredKeys = [];
  for (const key of Object.keys(shape)) {
    const field = def.shape[key];
    if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) {
      requiredKeys.push(key);
    }
  }
  if (requiredKeys.length > 0) {
    json.required = requiredKeys;
  }
  if (def.catchall?._zod.def.type === "never") {
    json.additionalProperties = false;
  } else if (!def.catchall) {
    if (ctx.io === "output")
      json.additionalProperties = false;
  } else if (def.catchall) {
    json.additionalProperties = processSchema(def.catchall, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
};
var unionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const isExclusive = def.inclusive === false;
  const options = def.options.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
  }));
  if (isExclusive) {
    json.oneOf = options;
  } else {
    json.anyOf = options;
  }
};
var intersectionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const a = processSchema(def.left, ctx, {
    ...params,
    path: [...params.path, "allOf", 0]
  });
  const b = processSchema(def.right, ctx, {
    ...params,
    path: [...params.path, "allOf", 1]
  });
  const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
  const allOf = [
    ...isSimpleIntersection(a) ? a.allOf : [a],
    ...isSimpleIntersection(b) ? b.allOf : [b]
  ];
  json.allOf = allOf;
  ctx.intersections.push(allOf);
};
var nullableProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const inner = processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  if (ctx.target === "openapi-3.0") {
    seen2.ref = def.innerType;
    json.nullable = true;
  } else {
    json.anyOf = [inner, { type: "null" }];
  }
};
var nonoptionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
};
var UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
function serializeDefaultValue(value2, schema, ctx, json, params) {
  let unrepresentable = false;
  const serialized = JSON.stringify(value2, (_, val) => {
    if (typeof val !== "bigint")
      return val;
    unrepresentable = true;
    return null;
  });
  if (!unrepresentable)
    return JSON.parse(serialized);
  handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
  return UNREPRESENTABLE_DEFAULT;
}
var defaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
  const value2 = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value2 !== UNREPRESENTABLE_DEFAULT)
    json.default = value2;
};
var prefaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
  if (ctx.io !== "input")
    return;
  const value2 = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value2 !== UNREPRESENTABLE_DEFAULT)
    json._prefault = value2;
};
var catchProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
  let catchValue;
  try {
    catchValue = def.catchValue(void 0);
  } catch {
    handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
    return;
  }
  json.default = catchValue;
};
var pipeProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  const inIsTransform = def.in._zod.traits.has("$ZodTransform");
  const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
  processSchema(innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = innerType;
};
var readonlyProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
  json.readOnly = true;
};
var optionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen2 = ctx.seen.get(schema);
  seen2.ref = def.innerType;
};

// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
  Object.defineProperty(proto, key, {
    configurable: true,
    enumerable: false,
    get() {
      const value2 = make(this);
      Object.defineProperty(this, key, { value: value2, configurable: true, writable: true });
      return value2;
    },
    set(value2) {
      Object.defineProperty(this, key, { value: value2, configurable: true, writable: true });
    }
  });
}
var initializer2 = (inst, issues) => {
  $ZodError.init(inst, issues);
  inst.name = "ZodError";
  const proto = Object.getPrototypeOf(inst);
  if (_installedErrorProtos.has(proto))
    return;
  _installedErrorProtos.add(proto);
  _lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
  _lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
  _lazyMethod(proto, "addIssue", (self) => (issue2) => {
    self.issues.push(issue2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  _lazyMethod(proto, "addIssues", (self) => (issues2) => {
    self.issues.push(...issues2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  Object.defineProperty(proto, "isEmpty", {
    configurable: true,
    enumerable: false,
    get() {
      return this.issues.length === 0;
    }
  });
};
var ZodRealError = /* @__PURE__ */ $constructor("ZodError", initializer2, void 0, {
  Parent: Error
});

// node_modules/zod/v4/classic/parse.js
var parse = /* @__PURE__ */ _parse(ZodRealError);
var parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
var safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
var safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
var encode = /* @__PURE__ */ _encode(ZodRealError);
var decode = /* @__PURE__ */ _decode(ZodRealError);
var encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
var decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
var safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
var safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
var safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
var safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
  if (!globalConfig.localeError)
    config(en_default());
}
function _ensureDefaultMemoizer() {
  if (!globalConfig.memoizer)
    config({ memoizer: memoizer() });
}
var ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
  _ensureDefaultLocale();
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
  return inst;
}, {
  check(...chks) {
    const def = this.def;
    return this.clone(util_exports.mergeDefs(def, {
      checks: [
        ...def.checks ?? [],
        ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }), { parent: true });
  },
  with(...chks) {
    return this.check(...chks);
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  refine(check, params) {
    return this.check(refine(check, params));
  },
  superRefine(refinement, params) {
    return this.check(superRefine(refinement, params));
  },
  overwrite(fn) {
    return this.check(_overwrite(fn));
  },
  optional() {
    return optional(this);
  },
  exactOptional() {
    return exactOptional(this);
  },
  nullable() {
    return nullable(this);
  },
  nullish() {
    return optional(nullable(this));
  },
  nonoptional(params) {
    return nonoptional(this, params);
  },
  array() {
    return array(this);
  },
  or(arg) {
    return union([this, arg]);
  },
  and(arg) {
    return intersection(this, arg);
  },
  transform(tx) {
    return pipe(this, transform(tx));
  },
  default(d) {
    return _default(this, d);
  },
  prefault(d) {
    return prefault(this, d);
  },
  catch(params) {
    return _catch(this, params);
  },
  pipe(target) {
    return pipe(this, target);
  },
  readonly() {
    return readonly(this);
  },
  describe(description) {
    const cl = this.clone();
    globalRegistry.add(cl, { description });
    return cl;
  },
  meta(...args) {
    if (args.length === 0)
      return globalRegistry.get(this);
    const cl = this.clone();
    globalRegistry.add(cl, args[0]);
    return cl;
  },
  isOptional() {
    return this.safeParse(void 0).success;
  },
  isNullable() {
    return this.safeParse(null).success;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  },
  // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
  get "~standard"() {
    return util_exports.hide(this, "~standard", {
      ...standardProps(this),
      jsonSchema: {
        input: createStandardJSONSchemaMethod(this, "input"),
        output: createStandardJSONSchemaMethod(this, "output")
      }
    });
  },
  set "~standard"(value2) {
    util_exports.own(this, "~standard", value2);
  },
  parse: function _parse2(data, params) {
    return parse(this, data, params, { callee: _parse2 });
  },
  parseAsync: async function _parseAsync2(data, params) {
    return await parseAsync(this, data, params, { callee: _parseAsync2 });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  async safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  // `spa` is an alias: same function object as `safeParseAsync`, as before.
  get spa() {
    return this?.safeParseAsync;
  },
  set spa(value2) {
    util_exports.own(this, "spa", value2);
  },
  validate(data, params) {
    return validate(this, data, params);
  },
  validateAsync(data, params) {
    return validateAsync(this, data, params);
  },
  encode: function _encode2(data, params) {
    return encode(this, data, params, { callee: _encode2 });
  },
  decode: function _decode2(data, params) {
    return decode(this, data, params, { callee: _decode2 });
  },
  encodeAsync: async function _encodeAsync2(data, params) {
    return await encodeAsync(this, data, params, { callee: _encodeAsync2 });
  },
  decodeAsync: async function _decodeAsync2(data, params) {
    return await decodeAsync(this, data, params, { callee: _decodeAsync2 });
  },
  safeEncode(data, params) {
    return safeEncode(this, data, params);
  },
  safeDecode(data, params) {
    return safeDecode(this, data, params);
  },
  async safeEncodeAsync(data, params) {
    return safeEncodeAsync(this, data, params);
  },
  async safeDecodeAsync(data, params) {
    return safeDecodeAsync(this, data, params);
  },
  toJSONSchema(params) {
    return createToJSONSchemaMethod(this, {})(params);
  },
  // Reads through to the registry on every access, so it must not cache.
  get description() {
    return globalRegistry.get(this)?.description;
  },
  // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
  get _def() {
    return this._zod.def;
  }
});
var _ZodString = /* @__PURE__ */ $constructor(
  "_ZodString",
  (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null
  }, {
    regex(...args) {
      return this.check(_regex(...args));
    },
    includes(...args) {
      return this.check(_includes(...args));
    },
    startsWith(...args) {
      return this.check(_startsWith(...args));
    },
    endsWith(...args) {
      return this.check(_endsWith(...args));
    },
    min(...args) {
      return this.check(_minLength(...args));
    },
    max(...args) {
      return this.check(_maxLength(...args));
    },
    length(...args) {
      return this.check(_length(...args));
    },
    nonempty(...args) {
      return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
      return this.check(_lowercase(params));
    },
    uppercase(params) {
      return this.check(_uppercase(params));
    },
    trim() {
      return this.check(_trim());
    },
    normalize(...args) {
      return this.check(_normalize(...args));
    },
    toLowerCase() {
      return this.check(_toLowerCase());
    },
    toUpperCase() {
      return this.check(_toUpperCase());
    },
    slugify() {
      return this.check(_slugify());
    }
  })
);
var ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
  $ZodString.init(inst, def);
  _ZodString.init(inst, def);
}, {
  email(params) {
    return this.check(_email(ZodEmail, params));
  },
  url(params) {
    return this.check(_url(ZodURL, params));
  },
  jwt(params) {
    return this.check(_jwt(ZodJWT, params));
  },
  emoji(params) {
    return this.check(_emoji2(ZodEmoji, params));
  },
  guid(params) {
    return this.check(_guid(ZodGUID, params));
  },
  uuid(params) {
    return this.check(_uuid(ZodUUID, params));
  },
  uuidv4(params) {
    return this.check(_uuidv4(ZodUUID, params));
  },
  uuidv6(params) {
    return this.check(_uuidv6(ZodUUID, params));
  },
  uuidv7(params) {
    return this.check(_uuidv7(ZodUUID, params));
  },
  nanoid(params) {
    return this.check(_nanoid(ZodNanoID, params));
  },
  cuid(params) {
    return this.check(_cuid(ZodCUID, params));
  },
  cuid2(params) {
    return this.check(_cuid2(ZodCUID2, params));
  },
  ulid(params) {
    return this.check(_ulid(ZodULID, params));
  },
  base64(params) {
    return this.check(_base64(ZodBase64, params));
  },
  base64url(params) {
    return this.check(_base64url(ZodBase64URL, params));
  },
  xid(params) {
    return this.check(_xid(ZodXID, params));
  },
  ksuid(params) {
    return this.check(_ksuid(ZodKSUID, params));
  },
  ipv4(params) {
    return this.check(_ipv4(ZodIPv4, params));
  },
  ipv6(params) {
    return this.check(_ipv6(ZodIPv6, params));
  },
  cidrv4(params) {
    return this.check(_cidrv4(ZodCIDRv4, params));
  },
  cidrv6(params) {
    return this.check(_cidrv6(ZodCIDRv6, params));
  },
  e164(params) {
    return this.check(_e164(ZodE164, params));
  },
  datetime(params) {
    return this.check(_isoDateTime(ZodISODateTime, params));
  },
  date(params) {
    return this.check(_isoDate(ZodISODate, params));
  },
  time(params) {
    return this.check(_isoTime(ZodISOTime, params));
  },
  duration(params) {
    return this.check(_isoDuration(ZodISODuration, params));
  }
});
function string2(params) {
  return _string(ZodString, params);
}
var ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  _ZodString.init(inst, def);
});
var ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
  $ZodEmail.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
  $ZodGUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
  $ZodUUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
  $ZodURL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
  $ZodEmoji.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
  $ZodNanoID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
  $ZodCUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
  $ZodCUID2.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
  $ZodULID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
  $ZodXID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
  $ZodKSUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
  $ZodIPv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
  $ZodIPv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
  $ZodCIDRv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
  $ZodCIDRv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
  $ZodBase64.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
  $ZodBase64URL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
  $ZodE164.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
  $ZodJWT.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNumber = /* @__PURE__ */ $constructor(
  "ZodNumber",
  (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => {
      const { minimum, exclusiveMinimum } = aggregateChecks(inst);
      return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
      const { maximum, exclusiveMaximum } = aggregateChecks(inst);
      return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
      const { isInt, multipleOf } = aggregateChecks(inst);
      return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gt(value2, params) {
      return this.check(_gt(value2, params));
    },
    gte(value2, params) {
      return this.check(_gte(value2, params));
    },
    min(value2, params) {
      return this.check(_gte(value2, params));
    },
    lt(value2, params) {
      return this.check(_lt(value2, params));
    },
    lte(value2, params) {
      return this.check(_lte(value2, params));
    },
    max(value2, params) {
      return this.check(_lte(value2, params));
    },
    int(params) {
      return this.check(int(params));
    },
    safe(params) {
      return this.check(int(params));
    },
    positive(params) {
      return this.check(_gt(0, params));
    },
    nonnegative(params) {
      return this.check(_gte(0, params));
    },
    negative(params) {
      return this.check(_lt(0, params));
    },
    nonpositive(params) {
      return this.check(_lte(0, params));
    },
    multipleOf(value2, params) {
      return this.check(_multipleOf(value2, params));
    },
    step(value2, params) {
      return this.check(_multipleOf(value2, params));
    },
    finite() {
      return this;
    }
  })
);
function number3(params) {
  return _number(ZodNumber, params);
}
var ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodNumber.init(inst, def);
});
function int(params) {
  return _int(ZodNumberFormat, params);
}
var ZodBoolean = /* @__PURE__ */ $constructor("ZodBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean2(params) {
  return _boolean(ZodBoolean, params);
}
var ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
  return _unknown(ZodUnknown);
}
var ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
  return _never(ZodNever, params);
}
var ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodArray.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
  inst.element = def.element;
}, {
  min(n, params) {
    return this.check(_minLength(n, params));
  },
  nonempty(params) {
    return this.check(_minLength(1, params));
  },
  max(n, params) {
    return this.check(_maxLength(n, params));
  },
  length(n, params) {
    return this.check(_length(n, params));
  },
  unwrap() {
    return this.element;
  }
});
function array(element, params) {
  return _array(ZodArray, element, params);
}
var ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodObjectJIT.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
  util_exports.installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
  keyof() {
    return _enum(Object.keys(this._zod.def.shape));
  },
  catchall(catchall) {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall }));
  },
  passthrough() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  loose() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  strict() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: never() }));
  },
  strip() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: void 0 }));
  },
  extend(incoming) {
    return util_exports.extend(this, incoming);
  },
  safeExtend(incoming) {
    return util_exports.safeExtend(this, incoming);
  },
  merge(other) {
    return util_exports.merge(this, other);
  },
  pick(mask) {
    return util_exports.pick(this, mask);
  },
  omit(mask) {
    return util_exports.omit(this, mask);
  },
  partial(...args) {
    return util_exports.partial(ZodOptional, this, args[0]);
  },
  exactPartial(...args) {
    return util_exports.partial(ZodExactOptional, this, args[0], "exactPartial");
  },
  required(...args) {
    return util_exports.required(ZodNonOptional, this, args[0]);
  }
});
function strictObject(shape, params) {
  return new ZodObject({
    type: "object",
    shape,
    catchall: never(),
    ...util_exports.normalizeParams(params)
  });
}
var ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
  inst.options = def.options;
});
function union(options, params) {
  return new ZodUnion({
    type: "union",
    options,
    ...util_exports.normalizeParams(params)
  });
}
var ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
  $ZodIntersection.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left2, right2) {
  return new ZodIntersection({
    type: "intersection",
    left: left2,
    right: right2
  });
}
var ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
  inst.enum = def.entries;
  inst.options = [...inst._zod.values];
  const keys = new Set(Object.keys(def.entries));
  inst.extract = (values, params) => {
    const newEntries = {};
    for (const value2 of values) {
      if (keys.has(value2)) {
        newEntries[value2] = def.entries[value2];
      } else
        throw new Error(`Key ${value2} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
  inst.exclude = (values, params) => {
    const newEntries = { ...def.entries };
    for (const value2 of values) {
      if (keys.has(value2)) {
        delete newEntries[value2];
      } else
        throw new Error(`Key ${value2} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
});
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodEnum({
    type: "enum",
    entries,
    ...util_exports.normalizeParams(params)
  });
}
var ZodLiteral = /* @__PURE__ */ $constructor("ZodLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
  inst.values = new Set(def.values);
  Object.defineProperty(inst, "value", {
    get() {
      if (def.values.length > 1) {
        throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
      }
      return def.values[0];
    }
  });
});
function literal(value2, params) {
  return new ZodLiteral({
    type: "literal",
    values: Array.isArray(value2) ? value2 : [value2],
    ...util_exports.normalizeParams(params)
  });
}
var ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTransform.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
  inst._zod.parse = (payload, _ctx) => {
    if (_ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(util_exports.issue(issue2, payload.value, def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = inst);
        payload.issues.push(util_exports.issue(_issue));
      }
    };
    const output = def.transform(payload.value, payload);
    if (output instanceof Promise) {
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    payload.value = output;
    return payload;
  };
});
function transform(fn) {
  return new ZodTransform({
    type: "transform",
    transform: fn
  });
}
var ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
  return new ZodOptional({
    type: "optional",
    innerType
  });
}
var ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
  return new ZodExactOptional({
    type: "optional",
    innerType
  });
}
var ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
  return new ZodNullable({
    type: "nullable",
    innerType
  });
}
var ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
  return new ZodDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
  $ZodPrefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
  return new ZodPrefault({
    type: "prefault",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
  $ZodNonOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
  return new ZodNonOptional({
    type: "nonoptional",
    innerType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
  $ZodCatch.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
  return new ZodCatch({
    type: "catch",
    innerType,
    catchValue: typeof catchValue === "function" ? catchValue : util_exports.constantCatch(catchValue)
  });
}
var ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
  inst.in = def.in;
  inst.out = def.out;
});
function pipe(in_, out) {
  return new ZodPipe({
    type: "pipe",
    in: in_,
    out
    // ...util.normalizeParams(params),
  });
}
var ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
  $ZodReadonly.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
  return new ZodReadonly({
    type: "readonly",
    innerType
  });
}
var ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
  return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
  return _superRefine(fn, params);
}

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date2,
  datetime: () => datetime2,
  duration: () => duration3,
  time: () => time3
});
function datetime2(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date2(params) {
  return _isoDate(ZodISODate, params);
}
function time3(params) {
  return _isoTime(ZodISOTime, params);
}
function duration3(params) {
  return _isoDuration(ZodISODuration, params);
}

// src/model/limits.ts
var MAX_RECORD_BYTES = 16 * 1024 * 1024;
var MAX_UNPACKED_BYTES = 128 * 1024 * 1024;
var MAX_LOG_LINES = 40;
var MAX_LOG_LINE = 500;
var MAX_SENTENCE = 2e3;
var MAX_FACT = 255;
var MAX_ORIGIN = 300;
var MAX_STEPS = 20;
var MAX_PLATEAUS = 200;

// src/model/patterns.ts
var NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
var SHA_PATTERN = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
var CODE_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
var SERVICE_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
var COUNT_PATTERN = /^(?!.{41})[a-z0-9]+(?:-[a-z0-9]+)*$/;
var DIGEST_PATTERN = /^[A-Za-z0-9:_-]{1,128}$/;
function isCellName(text) {
  const parts = text.split("/");
  return parts.length === 2 && parts.every((part) => NAME_PATTERN.test(part));
}
function isTargetOrCellName(text) {
  return NAME_PATTERN.test(text) || isCellName(text);
}
function isServiceMetric(text) {
  const [service = "", count3 = "", ...more] = text.split("/");
  return more.length === 0 && SERVICE_PATTERN.test(service) && COUNT_PATTERN.test(count3);
}
var ORIGIN_PATTERN = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/;

// src/model/parts.ts
var listOf = (item, max) => array(unknown()).max(max).transform((items, context) => {
  const read = [];
  for (const [index, value2] of items.entries()) {
    const { success, data, error: error2 } = item.safeParse(value2);
    if (success) {
      read.push(data);
      continue;
    }
    for (const issue2 of error2.issues)
      context.addIssue({ ...issue2, path: [index, ...issue2.path] });
    return NEVER;
  }
  return read;
});
var quantity = number3().nonnegative();
var count = int().nonnegative();
var positive = int().positive();
var name = string2().regex(NAME_PATTERN);
var cellName = string2().refine(isCellName);
var targetOrCellName = string2().refine(isTargetOrCellName);
var sha = string2().regex(SHA_PATTERN);
var code = string2().max(64).regex(CODE_PATTERN);
var serviceMetric = string2().refine(isServiceMetric);
var digest = string2().regex(DIGEST_PATTERN);
var sentence = string2().max(MAX_SENTENCE);
var fact = string2().max(MAX_FACT);
var log = listOf(string2().max(MAX_LOG_LINE), MAX_LOG_LINES);
var login = string2().min(1).max(100);
var instant = iso_exports.datetime();
var urlOrigin = string2().max(MAX_ORIGIN).regex(ORIGIN_PATTERN);
var side = _enum(["baseline", "candidate"]);

// src/model/round.ts
var latencySummary = strictObject({
  mean: quantity,
  stdev: quantity,
  min: quantity,
  p50: quantity,
  p75: quantity,
  p90: quantity,
  p95: quantity.exactOptional(),
  p99: quantity,
  p999: quantity.exactOptional(),
  max: quantity
});
var failures = strictObject({
  refused: count,
  reset: count,
  timeout: count,
  non2xx: count,
  wrongBody: count,
  /** Right answers without a value that a later step needs. Absent: none. */
  capture: count.exactOptional(),
  other: count
});
var stepFigures = strictObject({
  /** Right answers inside the window. */
  requests: count,
  /** Failed requests of the whole round, of all kinds. */
  failed: count,
  /** From sending a request to its answer, of these right answers, µs. */
  latencyUs: strictObject({ mean: quantity, p50: quantity, p95: quantity, p99: quantity })
});
var arrivals = strictObject({
  /** Arrivals/s that were asked for. */
  rate: quantity,
  /** The rate is loadgate's own, because the generator could not make more load than that. Absent: the scenario's. */
  reduced: literal(true).exactOptional(),
  /** In the whole round. */
  count,
  /** Those of them for which no connection was free until the end, and as long again. */
  unsent: count,
  /** How late the generator itself was: exceeded by one arrival in a hundred of the window, µs. */
  lateUs: quantity
});
var roundShares = strictObject({
  /** Periods of its CPU quota (100 ms) in which it was held back. */
  throttledPeriods: count.nullable(),
  /** The busiest of its threads: on a CPU or ready for one, ms. */
  readyMs: quantity.nullable(),
  /** The longest that one of its threads was ready and had no CPU, ms. */
  waitedMs: quantity.nullable(),
  /** Share of the target cores' time that went to others than the loaded targets, other guests of the host included. */
  othersCpu: quantity.nullable(),
  /** Share that went to other guests of the host. */
  stealCpu: quantity.nullable(),
  /** Processes of the target that ended in the whole round and were replaced by new ones. */
  replaced: count.nullable()
});
var roundFigures = strictObject({
  /** Length of the trimmed window, ms. */
  windowMs: quantity,
  /** Right answers inside the window. */
  requests: count,
  /** Right answers per second (src/load/rate.ts says how). */
  rps: quantity,
  latencyUs: latencySummary,
  failures,
  /** Connections opened in the whole round, those of its start included. */
  connectionsOpened: count,
  /** CPU time of the target per right answer in user mode, µs; null: the runtime can't tell. */
  cpuUserUs: quantity.nullable(),
  /** The same in the kernel, µs. */
  cpuSystemUs: quantity.nullable(),
  /** Time that the target was held back by its CPU quota inside the window, ms; null: the runtime can't tell. */
  throttledMs: quantity.nullable(),
  /** The generator's own CPU use in the window, as a share of one core. */
  generatorCpu: quantity,
  /** The utilisation of its event loop, 0…1. */
  generatorLoop: quantity,
  /** Calls that the upstream got from this side in the whole round, its ends included; null: there is no upstream. */
  upstreamCalls: count.nullable().exactOptional(),
  /** New connections that the upstream accepted from this side in the whole round; null: there is no upstream. */
  upstreamConnections: count.nullable().exactOptional(),
  /** Right answers of the whole round, its ends included. */
  answers: count.exactOptional(),
  /**
   * Memory of the target right after the round less that right before it, without page cache, bytes; below 0 where it
   * shrank; null: the runtime can't tell.
   */
  grownBytes: number3().nullable().exactOptional(),
  /** Absent: the loop is closed, each connection waits for its answer. */
  arrivals: arrivals.exactOptional(),
  /**
   * In the order of the scenario's steps; `requests`, `rps`, `answers` and CPU time count the requests of all of them, and
   * `latencyUs` and `arrivals` whole sequences. Absent: there are no steps.
   */
  steps: listOf(stepFigures, MAX_STEPS).exactOptional(),
  /** A mix: each request is one of `steps`, and none follows another. Absent: sequences are all of them. */
  mixed: literal(true).exactOptional(),
  /** What the machine gave and took in the window (src/measure/shares.ts). */
  shares: roundShares.exactOptional()
});
var cpuUs = ({
  cpuUserUs,
  cpuSystemUs
}) => cpuUserUs === null || cpuSystemUs === null ? null : cpuUserUs + cpuSystemUs;

// src/model/capacity.ts
var CAPACITY_UNITS = ["connections", "rate"];
var STOPS = ["errors", "latency", "cpu", "answers", "exited", "generator", "ports", "to"];
var stop = _enum(STOPS);
var plateau = strictObject({
  level: quantity,
  /** What it broke; null: it held. */
  stop: stop.exclude(["to"]).nullable(),
  /** Both halves had the same rate. */
  steady: boolean2(),
  windowMs: quantity,
  /** Right answers in the window. */
  requests: count,
  rps: quantity,
  p50Us: quantity,
  p99Us: quantity,
  /** Of the whole plateau. */
  failures,
  /** CPU time of the target as a share of its cap; null: the runtime can't tell. */
  cpu: quantity.nullable(),
  /** Memory of the target under this load, without page cache, bytes; null: the runtime can't tell. */
  memoryBytes: quantity.nullable(),
  /** Connections opened, lost ones and their successors included. */
  connectionsOpened: count,
  /** The generator's share of a core, the share of the time in which its event loop was busy, and its delay (p99), µs. */
  generatorCpu: quantity,
  generatorLoop: quantity,
  generatorDelayUs: quantity,
  generatorMemoryBytes: quantity
});
var sideCapacity = strictObject({
  of: _enum(CAPACITY_UNITS),
  /** The highest level that held; 0: not even the first did. */
  low: quantity,
  /** The lowest level that broke a limit; null: none did. */
  high: quantity.nullable(),
  /** Between the two, where the limit is met. */
  level: quantity,
  stop,
  /** In the order in which they were run. */
  plateaus: listOf(plateau, MAX_PLATEAUS)
});
var unfinishedSearch = strictObject({
  of: _enum(CAPACITY_UNITS),
  /** In the order in which they were run. */
  plateaus: listOf(plateau, MAX_PLATEAUS)
});
var cutOffSearch = strictObject({
  candidate: unfinishedSearch,
  /** null: there was no baseline to load. */
  baseline: unfinishedSearch.nullable()
});
function heldLevel(plateaus) {
  const broke2 = plateaus.filter(({ stop: stop2 }) => stop2 !== null).map(({ level }) => level);
  const least = Math.min(Number.POSITIVE_INFINITY, ...broke2);
  return Math.max(
    0,
    ...plateaus.filter(({ level, stop: stop2 }) => stop2 === null && level < least).map(({ level }) => level)
  );
}
var FOREIGN = /* @__PURE__ */ new Set(["generator", "ports"]);
var isForeignStop = ({ stop: stop2 }) => FOREIGN.has(stop2);

// src/report/escape.ts
import { stripVTControlCharacters } from "node:util";
var NAME_LENGTH = 80;
var SENTENCE_LENGTH = 300;
var BREAK = "​";
var INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
var LONE_SURROGATE = new RegExp("\\p{Surrogate}", "gu");
var STACKED_MARKS = new RegExp("(\\p{M}{4})\\p{M}+", "gu");
function plain(text, max = SENTENCE_LENGTH) {
  const head = headOf(text, max);
  const line2 = visible(head.replace(/[\s\u0085]+/gu, " ")).replace(/ {2,}/g, " ").trim();
  return shorten(line2, max, head.length < text.length);
}
function plainLog(lines, limits) {
  return lines.slice(-limits.lines).flatMap((line2) => line2.split("\n")).slice(-limits.lines).map((line2) => line2.split("\r").findLast((part) => part !== "") ?? "").map((line2) => printableLine(line2, limits.length));
}
function escapeText(text, max = SENTENCE_LENGTH) {
  return references(breakUp(plain(text, max)));
}
function code2(text, max = NAME_LENGTH) {
  const shown2 = plain(text, max).replace(/@/g, `@${BREAK}`) || "(empty)";
  const inert = references(shown2).replace(/:(?=\/\/)/g, "&#58;").replace(/(?<=www)\./gi, "&#46;");
  return `<code>${inert}</code>`;
}
function label(text, max = NAME_LENGTH) {
  const name2 = plain(text, max);
  return name2 !== "" && escapeText(name2, max) === name2 ? name2 : code2(name2, max);
}
function printableLine(line2, max) {
  const head = headOf(line2, max);
  const shown2 = visible(head.replace(/\t/g, "  ").replace(/[\u2028\u2029]/g, " ")).trimEnd();
  return shorten(shown2, max, head.length < line2.length);
}
function shorten(text, max, alreadyCut) {
  const characters = Array.from(text);
  if (characters.length <= max && !alreadyCut) return text;
  return `${characters.slice(0, max - 1).join("").trimEnd()}…`;
}
function headOf(text, max) {
  return text.slice(0, 8 * max + 1024);
}
function visible(text) {
  return stripVTControlCharacters(text).replace(LONE_SURROGATE, "�").replace(INVISIBLE, "").replace(STACKED_MARKS, "$1");
}
function breakUp(text) {
  return text.replace(/@/g, `@${BREAK}`).replace(/#(?=\d)/g, `#${BREAK}`).replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`).replace(/:(?=\/\/)/g, `:${BREAK}`).replace(/(www)(?=\.)/gi, `$1${BREAK}`).replace(/:(?=[\w+-]+(?::|$))/g, `:${BREAK}`).replace(/\b[0-9a-f]{7,}\b/gi, (id) => id.replace(/.{6}(?=.)/g, `$&${BREAK}`));
}
var REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
function references(text) {
  return text.replace(/[&<>`*~[\]|\\#${}^]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, toReference).replace(/^[-+=:]/, toReference).replace(/^(\d+)([.)])(?=\s|$)/, (_all, digits, mark) => digits + toReference(mark));
}
function toReference(character) {
  return REFERENCES[character] ?? `&#${character.codePointAt(0)};`;
}

// src/report/width.ts
var WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
var NARROWEST = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
function displayWidth(text) {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (NARROWEST.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
function cutToWidth(text, columns) {
  if (displayWidth(text) <= columns) return text;
  let cut = "";
  let width = 1;
  for (const character of text) {
    width += displayWidth(character);
    if (width > columns) break;
    cut += character;
  }
  return columns < 1 ? "" : `${cut.trimEnd()}…`;
}

// src/report/markdown.ts
var NONE2 = "—";
function hasContent(text) {
  return text !== "" && text !== NONE2;
}

// src/report/prose.ts
var markdownProse = {
  strong: (words2) => `**${words2}**`,
  cell: labels,
  name: (...names2) => `**${labels(...names2)}**`,
  code: (text) => code2(text),
  text: (text, max = SENTENCE_LENGTH) => escapeText(text, max)
};
var plainProse = {
  strong: (words2) => words2,
  cell: names,
  name: names,
  code: (text) => plain(text, NAME_LENGTH),
  text: (text, max = SENTENCE_LENGTH) => plain(text, max)
};
var tame = (text) => text.replace(/[^\p{L}\p{N} ._:/()…-]+/gu, "");
var titleProse = {
  ...plainProse,
  cell: tameNames,
  name: tameNames,
  code: (text) => tame(plainProse.code(text))
};
function tameNames(...all2) {
  return all2.map((name2) => tame(plain(name2, NAME_LENGTH))).join(" · ");
}
function labels(...all2) {
  return all2.map((name2) => label(name2)).join(" · ");
}
function names(...all2) {
  return all2.map((name2) => plain(name2, NAME_LENGTH)).join(" · ");
}
var STARTERS = "the|a|an|no|this|that|there|it|its|one|two|none|neither|nothing|nobody|not|too|keep-alive|generation";
var STARTS_SMALL = new RegExp(`^(?:${STARTERS})(?= )`);
var STARTS_LARGE = new RegExp(`^(?:${STARTERS})(?= )`, "i");
function sentence2(message) {
  const text = message.trim();
  if (text === "") return "";
  const start = STARTS_SMALL.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?…:]$/.test(start) ? start : `${start}.`;
}
function clause(message) {
  const text = message.trim().replace(/\.$/, "");
  return STARTS_LARGE.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

// src/report/capacity.ts
var STOPS2 = {
  errors: "failed requests",
  latency: "latency",
  cpu: "CPU",
  answers: "fewer answers than arrivals",
  exited: "the end of the target",
  generator: "the load generator",
  ports: "ports or open files of this machine",
  to: "the highest level, which held"
};
var stopText = (stop2) => STOPS2[stop2];
function levelText(found) {
  if (found.stop === "to" || isForeignStop(found)) return `≥ ${number(found.low)}`;
  return found.low === 0 ? `< ${number(found.level)}` : number(found.level);
}
var KINDS = {
  refused: "refused",
  reset: "reset",
  timeout: "time-out",
  non2xx: "wrong status",
  wrongBody: "wrong body",
  capture: "nothing to capture",
  other: "other"
};
function failuresByKind(failures2) {
  const kinds = Object.entries(KINDS);
  const some2 = kinds.flatMap(([kind, word]) => {
    const count3 = failures2[kind] ?? 0;
    return count3 > 0 ? [`${number(count3)} ${word}`] : [];
  });
  return some2.length === 0 ? null : list(some2);
}
function plateauColumns(of, isTitle = false) {
  const column = ([header, title = header], read, align = "right") => ({
    ...{ header: isTitle ? title : header, align, wraps: align === "left" },
    read: (row2) => escapeText(read(of(row2)) ?? NONE2)
  });
  return [
    column(["requests/s", "Requests/s"], ({ rps }) => rate(rps).replace(" req/s", "")),
    column(["p50"], ({ p50Us }) => time(p50Us)),
    column(["p99"], ({ p99Us }) => time(p99Us)),
    column(["failed", "Failed"], ({ failures: failures2 }) => failuresByKind(failures2), "left"),
    column(["CPU"], ({ cpu: cpu2 }) => cpu2 === null ? null : share(cpu2)),
    column(["memory", "Memory"], ({ memoryBytes: memoryBytes2 }) => memoryBytes2 === null ? null : bytes(memoryBytes2)),
    column(
      ["connections opened", "Connections opened"],
      ({ connectionsOpened }) => number(connectionsOpened)
    ),
    column(["generator's CPU", "Generator's CPU"], ({ generatorCpu }) => share(generatorCpu)),
    column(["its delay"], ({ generatorDelayUs }) => time(generatorDelayUs)),
    column(["its memory"], ({ generatorMemoryBytes }) => bytes(generatorMemoryBytes))
  ];
}
var left = (header, read) => ({
  header,
  align: "left",
  read,
  wraps: true
});
var right = (header, read) => ({
  header,
  align: "right",
  read: ({ plateau: plateau2 }) => read(plateau2) ?? NONE2
});
var COLUMNS = [
  left("cell", ({ name: name2 }) => name2),
  left("side", ({ side: side2 }) => side2 === "baseline" ? "base" : "candidate"),
  {
    header: "generation",
    align: "right",
    read: ({ generation }) => generation === null ? "cut off" : number(generation)
  },
  right("level", ({ level }) => number(level)),
  left("what broke", ({ plateau: { stop: stop2, steady } }) => {
    const broke2 = stop2 === null ? NONE2 : stopText(stop2);
    return escapeText(steady ? broke2 : `${broke2} (not steady)`);
  }),
  ...plateauColumns(({ plateau: plateau2 }) => plateau2)
];
function carriedText({ generations, cutOff }, side2) {
  const found = generations.flatMap((one2) => one2[side2]?.capacity ?? []);
  const [first] = found;
  const unit2 = (of) => of === "rate" ? "req/s" : "connections";
  if (first === void 0) {
    const known2 = cutOff?.[side2] ?? null;
    const held = known2 === null ? 0 : heldLevel(known2.plateaus);
    return known2 === null || held === 0 ? null : `≥ ${number(held)} ${unit2(known2.of)}`;
  }
  const bound = found.find((one2) => one2.stop === "to" || one2.low === 0 || isForeignStop(one2));
  const level = bound === void 0 ? number(mean(found.map((one2) => one2.level))) : levelText(bound);
  return `${level} ${unit2(first.of)}`;
}
function boundsOf(cell) {
  const isBound = (side2) => {
    const found = cell?.generations.flatMap((one2) => one2[side2]?.capacity ?? []) ?? [];
    return found.length > 0 && found.every(({ stop: stop2 }) => stop2 === "to");
  };
  return { baseline: isBound("baseline"), candidate: isBound("candidate") };
}
var TOLD_BOUNDS = 3;
function boundSentences({ cells }, prose) {
  return cells.filter((cell) => {
    const { baseline, candidate } = boundsOf(cell);
    return candidate && (baseline || cell.generations.every((one2) => one2.baseline === null));
  }).slice(0, TOLD_BOUNDS).map((cell) => {
    const [one2] = cell.generations.flatMap(
      ({ candidate, baseline }) => candidate.capacity === void 0 ? [] : [{ found: candidate.capacity, isOne: baseline === null }]
    );
    const unit2 = one2?.found.of === "rate" ? "requests/s" : "connections";
    const who = one2?.isOne === true ? "it holds" : "both sides hold";
    const level = `${number(one2?.found.low ?? 0)} ${unit2}`;
    return `${prose.name(cell.target, cell.scenario)}: ${who} ${level}, the highest level of the search, and no difference beyond it was looked for. Raise ${prose.code("to")} under ${prose.code("capacity")} to see more.`;
  });
}
function stopsOf(found) {
  const times2 = /* @__PURE__ */ new Map();
  for (const { stop: stop2 } of found) times2.set(stop2, (times2.get(stop2) ?? 0) + 1);
  return list([...times2].sort((a, b) => b[1] - a[1]).map(([stop2]) => stopText(stop2)));
}

// src/model/growth.ts
var loadedRounds = (side2) => [...side2.duet, ...side2.solo];
function bytesAnAnswer(side2) {
  let least = Number.POSITIVE_INFINITY;
  for (const { answers, grownBytes } of loadedRounds(side2)) {
    if (answers === void 0 || answers === 0 || grownBytes == null) return null;
    least = Math.min(least, grownBytes / answers);
  }
  return Number.isFinite(least) ? Math.max(0, least) : null;
}

// src/report/figures.ts
var indexes = /* @__PURE__ */ new WeakMap();
function recordOf(record2, cell) {
  const index = indexes.get(record2) ?? new Map(record2.cells.map((one2) => [`${one2.target}
${one2.scenario}`, one2]));
  indexes.set(record2, index);
  return index.get(`${cell.target}
${cell.scenario}`) ?? null;
}
function roundsOf(cell, side2, kind) {
  return cell.generations.flatMap((generation) => generation[side2]?.[kind] ?? []);
}
function typicalLatency(rounds) {
  if (rounds.length === 0) return null;
  const typical = (name2) => median(rounds.map((round2) => round2.latencyUs[name2]));
  return {
    mean: typical("mean"),
    stdev: typical("stdev"),
    min: typical("min"),
    p50: typical("p50"),
    p75: typical("p75"),
    p90: typical("p90"),
    p99: typical("p99"),
    max: typical("max"),
    ...typicalTail(rounds)
  };
}
function typicalTail(rounds) {
  const [p952, p999] = ["p95", "p999"].map(
    (name2) => rounds.flatMap(({ latencyUs }) => latencyUs[name2] ?? [])
  );
  const isKnown = [p952, p999].every((all2) => all2?.length === rounds.length);
  return isKnown ? { p95: median(p952 ?? []), p999: median(p999 ?? []) } : {};
}
function cpuSplit(cell, side2) {
  const duets = roundsOf(cell, side2, "duet");
  const rounds = duets.length > 0 ? duets : roundsOf(cell, side2, "solo");
  const user = meanOf(rounds.map((round2) => round2.cpuUserUs));
  const system = meanOf(rounds.map((round2) => round2.cpuSystemUs));
  return user === null || system === null ? null : { user, system };
}
function answersOf(cell, side2) {
  const rounds = ["duet", "solo", "probe"].flatMap((kind) => roundsOf(cell, side2, kind));
  const sum = (read) => rounds.reduce((total, round2) => total + read(round2), 0);
  return {
    right: sum((round2) => round2.requests),
    failures: {
      refused: sum((round2) => round2.failures.refused),
      reset: sum((round2) => round2.failures.reset),
      timeout: sum((round2) => round2.failures.timeout),
      non2xx: sum((round2) => round2.failures.non2xx),
      wrongBody: sum((round2) => round2.failures.wrongBody),
      capture: sum((round2) => round2.failures.capture ?? 0),
      other: sum((round2) => round2.failures.other)
    }
  };
}
function generatorUse(cell) {
  const rounds = ["candidate", "baseline"].flatMap((side2) => [
    ...roundsOf(cell, side2, "duet"),
    ...roundsOf(cell, side2, "solo")
  ]);
  if (rounds.length === 0) return null;
  return {
    cpu: Math.max(...rounds.map((round2) => round2.generatorCpu)),
    loop: Math.max(...rounds.map((round2) => round2.generatorLoop))
  };
}
function cellMemory(cell, side2) {
  return typicalOf(
    cell,
    side2,
    (one2) => one2.cellMemoryBytes === void 0 ? one2.peakMemoryBytes : one2.cellMemoryBytes
  );
}
function startMs(cell, side2) {
  return typicalOf(cell, side2, (one2) => one2.startMs ?? null);
}
function growth(cell, side2) {
  return typicalOf(cell, side2, bytesAnAnswer);
}
function typicalOf(cell, side2, read) {
  const known2 = cell.generations.flatMap(({ [side2]: figures2 }) => (figures2 && read(figures2)) ?? []);
  return known2.length === 0 ? null : median(known2);
}
function throttledShare(cell, side2) {
  const rounds = roundsOf(cell, side2, "solo");
  return meanOf(
    rounds.map((round2) => round2.throttledMs === null ? null : round2.throttledMs / round2.windowMs)
  );
}
function amountOf(record2) {
  const measured = record2.cells.filter(({ state }) => state === "measured" || state === "invalid");
  const cells = measured.filter(({ generations }) => generations.length > 0);
  const ids = cells.flatMap((cell) => cell.generations.map(({ index }) => `${cell.target}
${index}`));
  const numbers = cells.map(({ generations }) => generations.length);
  return {
    generations: new Set(ids).size,
    fewest: numbers.length === 0 ? 0 : Math.min(...numbers),
    most: Math.max(0, ...numbers),
    rounds: cells.reduce((total, cell) => total + countRounds(cell), 0)
  };
}
function droppedOf(record2) {
  const all2 = record2.cells.flatMap(({ dropped }) => dropped ?? []);
  const sum = (code3) => all2.reduce((total, dropped) => total + (dropped[code3] ?? 0), 0);
  return {
    starved: sum("starved"),
    throttled: sum("throttled"),
    "generator-late": sum("generator-late")
  };
}
function countRounds(cell) {
  const both = (side2, kind) => roundsOf(cell, side2, kind).length;
  const alone = ["solo", "probe"].reduce(
    (total, kind) => total + both("candidate", kind) + both("baseline", kind),
    0
  );
  const plateaus = cell.generations.flatMap(({ candidate, baseline }) => [candidate.capacity, baseline?.capacity]).reduce((total, found) => total + (found?.plateaus.length ?? 0), 0);
  return alone + plateaus + Math.max(both("candidate", "duet"), both("baseline", "duet"));
}
function meanOf(values) {
  const known2 = values.filter((value2) => value2 !== null);
  if (known2.length === 0 || known2.length < values.length) return null;
  return known2.reduce((sum, value2) => sum + value2, 0) / known2.length;
}

// src/report/metric-details.ts
var MOSTLY = 0.85;
function cpuDetail(metric, record2) {
  const from = cpuSplit(record2, "baseline");
  const to = cpuSplit(record2, "candidate");
  if (from === null || to === null) return null;
  return placeOf(from, to, Math.sign(metric.ratio - 1));
}
function placeOf(from, to, direction) {
  const user = (to.user - from.user) * direction;
  const system = (to.system - from.system) * direction;
  const total = user + system;
  if (total <= 0) return null;
  if (user / total >= MOSTLY) return { short: "user", long: "all of it in user code" };
  if (system / total >= MOSTLY) return { short: "system", long: "all of it in system calls" };
  return {
    short: "user and system",
    long: `${share(user / total)} of it in user code and ${share(system / total)} in system calls`
  };
}
function capacityDetail(_metric, record2) {
  const found = (side2) => record2.generations.flatMap((one2) => one2[side2]?.capacity ?? []);
  const [from, to] = [stopsOf(found("baseline")), stopsOf(found("candidate"))];
  if (from === "" || to === "") return null;
  const long = from === to ? `stopped by ${to}, as before` : `stopped by ${to}, where it was ${from} before`;
  return { short: to, long };
}
function growthDetail(_metric, record2) {
  const [from, to] = [growth(record2, "baseline"), growth(record2, "candidate")];
  if (from === null || to === null) return null;
  const long = `every request keeps ${bytes(Math.round(to))}, where it kept ${bytes(Math.round(from))}`;
  return { short: null, long };
}

// src/model/counts.ts
var serviceMetric2 = (service, count3) => `${service}/${count3}`;
function partsOfServiceMetric(metric) {
  const [service, count3, ...more] = metric.split("/");
  return service === void 0 || count3 === void 0 || more.length > 0 ? null : { service, count: count3 };
}
var ONE = 0.5;
var SHARE = 0.1;
function countStep(count3, from) {
  if (ROUND_TRIPS.has(count3)) return ONE;
  return Math.max(WORK.has(count3) ? 2 : ONE, SHARE * from);
}
var ROUND_TRIPS = /* @__PURE__ */ new Set([
  "queries",
  "commands",
  "messages",
  "transactions"
]);
var WORK = /* @__PURE__ */ new Set([
  "scans",
  "rows-read",
  "rows-written",
  "rows",
  "blocks"
]);

// src/report/turn-words.ts
var REQUEST = {
  each: "each request",
  per: "per request",
  short: "req",
  one: "request",
  many: "requests"
};
var TURNS = {
  sequence: {
    each: "each sequence",
    per: "per sequence",
    short: "sequence",
    one: "sequence",
    many: "sequences"
  },
  mix: {
    ...REQUEST,
    each: "one request of each scenario",
    per: "for one request of each scenario",
    short: "mix"
  }
};
var turnWords = (of) => of == null ? REQUEST : TURNS[of];
function eachAtStart(of) {
  const { each } = turnWords(of);
  return each.charAt(0).toUpperCase() + each.slice(1);
}

// src/report/service-words.ts
var words = (verb, verbs, one2, many = `${one2}s`) => ({
  verbs: [verb, verbs],
  one: one2,
  many
});
var COUNTS = /* @__PURE__ */ new Map([
  ["queries", words("makes", "make", "query", "queries")],
  ["commands", words("makes", "make", "command")],
  ["messages", words("publishes", "publish", "message")],
  ["transactions", words("makes", "make", "transaction")],
  ["scans", words("needs", "need", "scan of a table or index", "scans of tables and indexes")],
  ["rows-read", words("reads", "read", "row")],
  ["rows-written", words("writes", "write", "row")],
  ["rows", words("gets or changes", "get or change", "row")],
  ["blocks", words("reads", "read", "block")]
]);
function serviceWords(metric) {
  const parts = partsOfServiceMetric(metric);
  if (parts === null) return null;
  const service = escapeText(parts.service);
  const { verbs, one: one2, many } = wordsOf(parts.count, service);
  const some2 = (count3) => `${shown(count3)} ${count3 === 1 ? one2 : many}`;
  return {
    name: `${service} ${escapeText(parts.count.replaceAll("-", " "))}/req`,
    long: `${many} of ${service} per request`,
    worse: [`${verbs[0]} more ${many}`, `${verbs[1]} more ${many}`],
    gained: [`${verbs[0]} fewer ${many}`, `${verbs[1]} fewer ${many}`],
    figure: some2,
    pair: (from, to) => `${shown(from)} → ${shown(to)}`,
    does: ({ baseline, candidate, of }, { strong }) => `${turnWords(of).each} now ${verbs[0]} ${strong(`${some2(candidate)}, ${shown(baseline)} before`)}`,
    because: ({ baseline, candidate, of }) => `${eachAtStart(of)} ${verbs[0]} ${some2(candidate)} (${service}), ${shown(baseline)} before.`
  };
}
function wordsOf(count3, service) {
  if (count3 === "connections")
    return words("opens", "open", `connection to ${service}`, `connections to ${service}`);
  const own2 = escapeText(count3.replaceAll("-", " "));
  return COUNTS.get(count3) ?? words("causes", "cause", own2, own2);
}
var shown = (count3) => count3 < 100 ? perRequest(count3) : number(Math.round(count3));

// src/report/metric-words.ts
var SPEED = {
  isSpeed: true,
  worse: ["got slower", "got slower"],
  improved: "got faster",
  gained: ["got faster", "got faster"]
};
var NEED = { isSpeed: false, improved: "got better" };
var CARRIES = { ...NEED, better: "larger", detail: capacityDetail, because: null };
var IN_TIME = { unit: "µs", figure: time, pair: timePair };
var IN_BYTES = { unit: "bytes", figure: bytes, pair: bytesPair };
var counted = (one2) => ({
  unit: "per request",
  figure: (count3) => plural(count3, one2),
  pair: (from, to) => `${perRequest(from)} → ${perRequest(to)}`
});
var WORDS = {
  throughput: {
    ...SPEED,
    better: "larger",
    unit: "requests/s",
    name: "throughput",
    long: "throughput",
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) => `answers ${strong(much(metric, "fewer requests per second", "more requests per second", "the requests per second"))}`,
    figures: () => null,
    // Where it is not what the cell is about, it is the price of what a request asks of a service.
    because: {
      place: -1,
      onlyJudged: true,
      sentence: ({ ratio, interval }) => isFactor(ratio) ? `That gives ${times(ratio)} times the throughput.` : ratio < 1 ? `That costs ${size(ratio, interval)} of the throughput.` : `That brings ${size(ratio, interval)} more throughput.`
    }
  },
  answered: {
    ...SPEED,
    better: "larger",
    unit: "requests/s",
    name: "answered",
    long: "requests answered at the fixed rate",
    worse: ["can't keep up", "can't keep up"],
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) => `answers ${strong(much(metric, "fewer of the requests that arrive", "more of the requests that arrive", "the requests that arrive"))}`,
    figures: ({ baseline, candidate }) => `${rate(baseline)} → ${rate(candidate)}`,
    because: {
      place: 3,
      onlyJudged: true,
      sentence: ({ baseline, candidate }) => `It can't keep up: ${rate(baseline)} → ${rate(candidate)} of what arrives.`
    }
  },
  p95: tailWords("p95", "slowest 5 %"),
  p99: tailWords("p99", "slowest 1 %"),
  cpu: {
    ...SPEED,
    ...IN_TIME,
    better: "smaller",
    name: "CPU/req",
    long: "CPU time per request",
    figure: (us) => `${time(us)} CPU`,
    does: (metric, { strong }) => `needs ${strong(much(metric, "less CPU time per request", "more CPU time per request", "the CPU time per request"))}`,
    figures: timeFigures,
    detail: cpuDetail,
    because: {
      place: 3,
      onlyJudged: false,
      sentence: (metric, detail) => {
        const difference = time(Math.abs(metric.candidate - metric.baseline));
        const where = detail === null ? "" : `, ${detail.long}`;
        return `Each request costs ${difference} ${metric.ratio > 1 ? "more" : "less"} CPU time${where}.`;
      }
    }
  },
  latency: {
    ...SPEED,
    ...IN_TIME,
    better: "smaller",
    name: "service time",
    long: "service time",
    does: (metric, { strong }) => `takes ${strong(much(metric, "less time", "longer", "as long"))} for a ${turnWords(metric.of).one} on its own`,
    figures: timeFigures,
    because: {
      place: 4,
      onlyJudged: false,
      sentence: ({ ratio, baseline, candidate, of }) => `A ${turnWords(of).one} on its own takes ${ratio > 1 ? "longer" : "less time"}: ${timePair(baseline, candidate)}.`
    }
  },
  memory: {
    ...NEED,
    ...IN_BYTES,
    better: "smaller",
    name: "peak memory",
    long: "peak memory",
    worse: ["needs more memory", "need more memory"],
    gained: ["needs less memory", "need less memory"],
    does: (metric, { strong }) => `needs ${strong(much(metric, "less memory", "more memory", "the memory"))} at its peak`,
    figures: byteFigures,
    because: null
  },
  "idle-memory": {
    ...NEED,
    ...IN_BYTES,
    better: "smaller",
    name: "idle memory",
    long: "memory before any load",
    worse: ["needs more memory before any load", "need more memory before any load"],
    gained: ["needs less memory before any load", "need less memory before any load"],
    does: (metric, { strong }) => `needs ${strong(much(metric, "less memory", "more memory", "the memory"))} before any load`,
    figures: byteFigures,
    because: {
      place: 7,
      onlyJudged: true,
      sentence: ({ baseline, candidate }) => `Before any load, it holds ${bytesPair(baseline, candidate)}.`
    }
  },
  growth: {
    ...NEED,
    ...IN_BYTES,
    better: "smaller",
    name: "memory growth",
    long: "memory after more requests",
    worse: ["needs more memory with every request", "need more memory with every request"],
    gained: ["needs less memory with every request", "need less memory with every request"],
    does: (metric, { strong }) => `needs ${strong(much(metric, "less memory", "more memory", "the memory"))} after more requests`,
    figures: byteFigures,
    detail: growthDetail,
    because: {
      place: 6,
      onlyJudged: true,
      sentence: ({ baseline, candidate }, detail) => detail === null ? `Memory after more requests has changed: ${bytesPair(baseline, candidate)}.` : `Of memory, ${detail.long}.`
    }
  },
  "upstream-calls": {
    ...NEED,
    ...counted("call"),
    better: "smaller",
    name: "upstream calls/req",
    long: "upstream calls per request",
    worse: ["makes more upstream calls", "make more upstream calls"],
    gained: ["makes fewer upstream calls", "make fewer upstream calls"],
    does: (metric, { strong }) => `makes ${strong(instead(metric, "upstream call"))}`,
    figures: () => null,
    because: {
      place: 1,
      onlyJudged: true,
      sentence: ({ baseline, candidate, of }) => `${eachAtStart(of)} makes ${plural(candidate, "upstream call")} where it made ${perRequest(baseline)}.`
    }
  },
  connections: {
    ...NEED,
    ...counted("connection"),
    better: "smaller",
    name: "new connections/req",
    long: "new connections per request",
    worse: ["opens more connections", "open more connections"],
    gained: ["opens fewer connections", "open fewer connections"],
    hasRemark: true,
    does: (metric, { strong }) => `opens ${strong(instead(metric, "new connection"))}`,
    figures: () => null,
    because: {
      place: 2,
      onlyJudged: true,
      sentence: ({ baseline, candidate, of }) => `${eachAtStart(of)} opens ${plural(candidate, "new connection")} where it opened ${perRequest(baseline)}.`
    }
  },
  "response-bytes": {
    ...NEED,
    ...IN_BYTES,
    better: "smaller",
    name: "bytes/req",
    long: "response bytes",
    worse: ["sends larger answers", "send larger answers"],
    gained: ["sends smaller answers", "send smaller answers"],
    does: ({ ratio }, { strong }) => `sends answers that are ${strong(ratio > 1 ? "larger" : "smaller")}`,
    figures: byteFigures,
    because: {
      place: 5,
      onlyJudged: false,
      sentence: ({ ratio, baseline, candidate }) => `Answers have ${ratio > 1 ? "grown" : "shrunk"}: ${bytesPair(baseline, candidate)}.`
    }
  },
  capacity: {
    ...CARRIES,
    unit: "connections",
    name: "capacity",
    long: "connections that it carries",
    worse: ["carries fewer connections", "carry fewer connections"],
    gained: ["carries more connections", "carry more connections"],
    figure: (level) => plural(Math.round(level), "connection"),
    pair: (from, to) => `${number(from)} → ${number(to)} connections`,
    does: (metric, { strong }) => `carries ${strong(much(metric, "fewer connections", "more connections", "the connections"))}`,
    figures: ({ baseline, candidate }) => `${number(baseline)} → ${number(candidate)}`
  },
  "capacity-rate": {
    ...CARRIES,
    unit: "requests/s",
    name: "capacity",
    long: "requests per second that it carries",
    worse: ["carries fewer requests per second", "carry fewer requests per second"],
    gained: ["carries more requests per second", "carry more requests per second"],
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
    does: (metric, { strong }) => `carries ${strong(much(metric, "fewer requests per second", "more requests per second", "the requests per second"))}`,
    figures: ({ baseline, candidate }) => `${rate(baseline)} → ${rate(candidate)}`
  },
  "url-median": {
    ...SPEED,
    ...IN_TIME,
    better: "smaller",
    name: "p50",
    long: "median latency",
    does: (metric, { strong }) => `takes ${strong(much(metric, "less time", "longer", "as long"))} for half of the requests`,
    figures: timeFigures,
    because: null
  }
};
function tailWords(name2, which) {
  return {
    ...SPEED,
    ...IN_TIME,
    better: "smaller",
    name: name2,
    long: `${name2} at the fixed rate`,
    does: (metric, { strong }) => `takes ${strong(much(metric, "less time", "longer", "as long"))} for the ${which} of the ${turnWords(metric.of).many}`,
    figures: timeFigures,
    because: {
      place: 5,
      onlyJudged: true,
      sentence: ({ ratio, baseline, candidate, of }) => `The ${which} of the ${turnWords(of).many} take ${ratio > 1 ? "longer" : "less time"}: ${timePair(baseline, candidate)}.`
    }
  };
}
var TABLE = new Map(Object.entries(WORDS));
function ofService(name2) {
  const said = serviceWords(name2);
  if (said === null) return null;
  const because = { place: 0, onlyJudged: true, sentence: said.because };
  const shared = { better: "smaller", unit: "per request", isOfRequest: true, figures: () => null };
  return { ...NEED, ...shared, ...said, because };
}
var unknown2 = (name2) => ({
  ...NEED,
  ...counted(name2),
  better: "smaller",
  name: name2,
  long: name2,
  worse: ["got worse", "got worse"],
  gained: ["got better", "got better"],
  does: (metric, { strong }) => `has ${strong(much(metric, "less", "more", "of it"))} ${name2}`,
  figures: () => null,
  because: null
});
var metricWords = (name2) => TABLE.get(name2) ?? ofService(name2) ?? unknown2(name2);
var nameIn = ({ metric, of }) => metricWords(metric).name.replace(/\/req$/, `/${turnWords(of).short}`);
var PRIMARY = "throughput";
function timeFigures({ baseline, candidate }) {
  return timePair(baseline, candidate);
}
function byteFigures({ baseline, candidate }) {
  return bytesPair(baseline, candidate);
}
function much({ ratio, interval }, less, more, whole) {
  if (isFactor(ratio)) return `${times(ratio)} times ${whole}`;
  return `${size(ratio, interval)} ${ratio < 1 ? less : more}`;
}
var instead = ({ baseline, candidate, of }, one2) => `${plural(candidate, one2)} ${turnWords(of).per} instead of ${perRequest(baseline)}`;

// src/report/bisect.ts
var SUBJECT_LENGTH = 72;
var short = (sha2) => sha2.slice(0, 7);
function nameOf(sha2, { named: named5 }, prose) {
  const subject2 = prose.text(named5.find((commit2) => commit2.sha === sha2)?.subject ?? "", SUBJECT_LENGTH);
  return subject2 === "" ? prose.code(short(sha2)) : `${prose.code(short(sha2))} ${subject2}`;
}

// src/report/bisect-block.ts
var SEARCHES = 10;
var NAMED = 3;
var bisectLines = (reports = []) => reports.slice(0, SEARCHES).map((report) => lineOf(report, plainProse));
function lineOf({ cell, outcome, why }, prose) {
  const name2 = prose.name(...cell.split("/"));
  const culprits = outcome?.found.culprits ?? [];
  if (outcome === null || culprits.length === 0) {
    const reason = outcome === null && why !== null ? ` ${prose.text(sentence2(why))}` : "";
    return `${name2}: no commit is named.${reason}`;
  }
  const shown2 = culprits.slice(0, NAMED).map(({ sha: sha2 }) => nameOf(sha2, outcome, prose));
  const more = culprits.length - shown2.length;
  return `${name2}: introduced by ${list(more === 0 ? shown2 : [...shown2, `${more} more`])}.`;
}

// src/model/comparison.ts
var CELL_VERDICTS = [
  "regression",
  "invalid",
  "inconclusive",
  "improvement",
  "no-change",
  "new",
  "unchanged"
];
var brokenLimits = ({ limits = [] }) => limits.filter(({ verdict }) => verdict === "broken");
var breaksLimit = (cell) => brokenLimits(cell).length > 0;

// src/report/metric.ts
function metricOf(cell, name2) {
  return cell.metrics.find((metric) => metric.metric === name2) ?? null;
}
function leadingLimit(cell) {
  return cell.decidedBy === null ? brokenLimits(cell)[0] ?? null : null;
}
function mainMetric(cell) {
  if (leadingLimit(cell) !== null) return null;
  const decided = cell.decidedBy === null ? null : metricOf(cell, cell.decidedBy);
  return decided ?? metricOf(cell, PRIMARY) ?? cell.metrics[0] ?? null;
}
function rowFigures(cell) {
  const metric = mainMetric(cell);
  if (metric !== null && metric.metric !== PRIMARY) return together(metric);
  const { baselineRps, candidateRps } = cell;
  if (metric === null || baselineRps === null !== (candidateRps === null)) {
    return { baseline: baselineRps, candidate: candidateRps };
  }
  return together({
    ...metric,
    baseline: baselineRps ?? metric.baseline,
    candidate: candidateRps ?? metric.candidate
  });
}
function together(metric) {
  const { kind, baseline, candidate, ratio } = metric;
  const level = Math.sqrt(baseline * candidate);
  const half = Math.sqrt(ratio);
  const isKnown = level > 0 && half > 0 && Number.isFinite(level / half) && Number.isFinite(level * half);
  return kind === "exact" || !isKnown ? metric : { ...metric, baseline: level / half, candidate: level * half };
}
var gainsOf = ({ verdict, metrics }) => verdict === "regression" ? metrics.filter((metric) => metric.verdict === "improvement") : [];
function gainsMore(cell) {
  const [gain] = gainsOf(cell);
  const loss = mainMetric(cell);
  if (loss !== null && partsOfServiceMetric(loss.metric) !== null) return false;
  return gain !== void 0 && loss !== null && effect(gain) > effect(loss);
}
function changeText(metric) {
  if (metric.kind === "exact" && metric.baseline === metric.candidate) return "0 %";
  if (metric.kind === "exact" && metric.baseline === 0) return "from 0";
  return change(metric.ratio, metric.interval);
}
function rangeText(metric) {
  if (metric.kind === "exact") return "exact";
  return metric.interval === null ? "—" : range(metric.ratio, metric.interval);
}
function effect(metric) {
  const logarithm = Math.abs(Math.log(metric.ratio));
  return Number.isNaN(logarithm) ? 0 : logarithm;
}
function isWorse(metric) {
  return metric.ratio > 1 !== (metricWords(metric.metric).better === "larger");
}
var REASON_FROM = 0.01;
function hasMoved(metric) {
  if (metric.verdict === "regression" || metric.verdict === "improvement") return true;
  if (metricWords(metric.metric).because?.onlyJudged === true) return false;
  if (Math.abs(metric.ratio - 1) < REASON_FROM) return false;
  if (metric.kind === "exact") return true;
  return metric.interval !== null && (metric.interval.low > 1 || metric.interval.high < 1);
}

// src/report/limit-words.ts
var arrowless = (text) => text.replace(" → ", " to ");
var IN_TIME2 = { figure: time, span: ({ low, high }) => arrowless(timePair(low, high)) };
var IN_BYTES2 = { figure: bytes, span: ({ low, high }) => arrowless(bytesPair(low, high)) };
var quantile2 = (name2) => ({ ...IN_TIME2, name: name2, is: (figure2) => `${name2} is ${figure2}` });
var WORDS2 = {
  p50: quantile2("p50"),
  p95: quantile2("p95"),
  p99: quantile2("p99"),
  errors: {
    name: "errors",
    is: (figure2) => `${figure2} of the requests fail`,
    figure: (share2) => `${shareText(share2)} %`,
    span: ({ low, high }) => `${shareText(low)} to ${shareText(high)} %`
  },
  requests: {
    name: "requests/s",
    is: (figure2) => `it answers ${figure2}`,
    figure: rate,
    span: ({ low, high }) => `${rate(low).replace(" req/s", "")} to ${rate(high)}`,
    isLeast: true
  },
  cpu: { ...IN_TIME2, name: "CPU/req", is: (figure2) => `CPU time per request is ${figure2}` },
  memory: { ...IN_BYTES2, name: "peak memory", is: (figure2) => `peak memory is ${figure2}` },
  "start-time": { ...IN_TIME2, name: "start time", is: (figure2) => `the start takes ${figure2}` },
  "image-size": { ...IN_BYTES2, name: "image size", is: (figure2) => `the image has ${figure2}` }
};
var limitWords = (name2) => WORDS2[name2];
function shareText(share2) {
  const percent2 = share2 * 100;
  if (percent2 === 0) return "0";
  const decimals = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(percent2))));
  return number(percent2, decimals).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}
function boundText({ limit, bound }) {
  const { name: name2, figure: figure2, isLeast } = WORDS2[limit];
  return `${name2} ${isLeast === true ? "≥" : "≤"} ${figure2(bound)}`;
}
function limitIs({ limit, bound }) {
  const { figure: figure2, isLeast } = WORDS2[limit];
  return `the limit is ${isLeast === true ? "at least " : ""}${figure2(bound)}`;
}
function limitClause(row2, { strong }) {
  const { name: name2, is, figure: figure2, span } = WORDS2[row2.limit];
  if (row2.figure === null) return `${name2} is not known, and ${limitIs(row2)}`;
  const range3 = row2.interval === null ? "" : ` (${span(row2.interval)})`;
  const open2 = row2.verdict === "undecided" ? ": not decided" : "";
  const little = row2.verdict === "unknown" ? " under a load that is too little to tell" : "";
  return `${is(strong(figure2(row2.figure)))}${range3}${little}, ${limitIs(row2)}${open2}`;
}
function baselineToo({ limit, bound, baseline }) {
  const { figure: figure2, isLeast } = WORDS2[limit];
  const isBroken = baseline !== null && (isLeast === true ? baseline < bound : baseline > bound);
  return isBroken ? `The baseline breaks it, too: ${figure2(baseline)}.` : null;
}
function breaksWords(broken, isOne) {
  const [first, ...others] = new Set(broken);
  const which = first === void 0 || others.length > 0 ? null : WORDS2[first].name;
  const [verb, whose] = isOne ? ["breaks", "its"] : ["break", "their"];
  return which === null ? `${verb} ${isOne ? "limits" : "their limits"}` : `${verb} ${whose} ${which} limit`;
}

// src/report/reason.ts
function reasonText(reason) {
  switch (reason.code) {
    case "recorded":
      return reason.text;
    case "only-counts":
      return onlyCounts(reason);
    case "keep-alive":
      return reason.changes.map((one2) => keepAlive(one2, reason.of)).join("; ");
    case "not-confirmed":
      return `${seen(reason)}: not confirmed, the run ended before enough new generations were made`;
    case "in-between":
      return `${seen(reason)}: neither surely within ±${percent(reason.threshold)} nor surely beyond`;
    case "second-disagrees":
      return secondDisagrees(reason);
    case "counts-differ":
      return `${metricWords(reason.metric).long} differ between generations of the same code`;
    case "limits-undecided":
      return `not decided: ${list(reason.limits.map((name2) => limitWords(name2).name))} against the limit`;
    case "one-generation":
      return `one generation does not tell how noisy it was; ±${percent(reason.threshold)} was asked for`;
    case "too-noisy":
      return `too noisy: this run finds changes of ${percent(reason.couldSee)} or more, and the gate asks for ±${percent(reason.threshold)}`;
    default:
      return FIXED[reason.code];
  }
}
var FIXED = {
  "baseline-not-run": "no generation ran the baseline",
  "not-stored": "the stored record has no such cell",
  "stored-invalid": "the stored record's figures of this cell are invalid",
  "stored-empty": "the stored record has no figures of this cell",
  "stored-other-load": "the stored figures of this cell were measured under another load",
  "not-measured": "not measured: the run ended before its first generation",
  "search-cut-off": "the search was cut off: no more is known than the levels that held",
  "no-duet": "no generation ran both sides at once",
  missing: "the base branch has this cell, and the run did not report it",
  "claimed-unchanged": "the run says that its inputs have not changed, and the files of both sides do not show that",
  "claimed-new": "the base branch has this cell, and the run compared it with nothing",
  kept: "as the report before had it"
};
function onlyCounts({ because, also }) {
  const counts = `only counts were compared: ${reasonText(because)}`;
  return also === null ? counts : `${reasonText(also)}; ${counts}`;
}
function keepAlive({ peer, lost, baseline, candidate }, of) {
  const change2 = `${count2(baseline)} → ${count2(candidate)} new connections ${turnWords(of).per}`;
  return `keep-alive with the ${peer} ${lost ? "was lost" : "holds now"}: ${change2}`;
}
function secondDisagrees({ first, second: second2 }) {
  if (first === null) return "not confirmed: the limits that it breaks hold on a second machine";
  const there = second2 === null ? "" : `, and on a second machine ${seen(second2)}`;
  return `not confirmed: ${seen(first)}${there}`;
}
var count2 = (value2) => String(Number(value2.toFixed(2)));
function seen({ metric, ratio, interval }) {
  const spread = interval === null ? "" : ` (${range(ratio, interval)})`;
  return `${metricWords(metric).long} ${change(ratio, interval)}${spread}`;
}
function advisoryText({ code: code3, here, there }) {
  switch (code3) {
    case "other-machine":
      return `the stored figures come from another machine: ${machineText(there)}, and this one is ${machineText(here)}`;
    case "other-caps":
      return `the stored figures were measured under other caps: ${capsText(there)}, and these under ${capsText(here)}`;
    case "caps-not-held":
      return `other caps did not hold: ${missingText(there)} for the stored figures, ${missingText(here)} for these`;
  }
}
var missingText = (names2) => names2.length === 0 ? "none" : names2.join(", ");
function undividedText(reason) {
  switch (reason.code) {
    case "not-run":
      return `the reference target could not be measured: ${reason.text}`;
    case "too-few-here":
      return "this run has too few figures of a reference target";
    case "none-stored":
      return "the stored figures have no reference target beside them";
    case "other-program":
      return "the stored figures have another reference target beside them";
  }
}
var GIB2 = 2 ** 30;
var machineText = ({ cpuModel, cores, memoryBytes: memoryBytes2, arch }) => `${cpuModel} with ${cores} ${cores === 1 ? "core" : "cores"} and ${Math.round(memoryBytes2 / GIB2)} GiB (${arch})`;
var capsText = ({ cpus, memoryBytes: memoryBytes2 }) => `${cpus} ${cpus === 1 ? "CPU" : "CPUs"} and ${Math.round(memoryBytes2 / 2 ** 20)} MiB`;

// src/report/verdict-words.ts
var COUNTED = [
  ["regression", "slower or worse"],
  ["improvement", "faster or better"],
  ["no-change", "without change"],
  ["inconclusive", "undecided"],
  ["invalid", "invalid"],
  ["new", "new"],
  ["unchanged", "not run (same inputs)"]
];
function verdictWord(cell) {
  if (leadingLimit(cell) !== null) return "beyond a limit";
  const { isSpeed } = metricWords(mainMetric(cell)?.metric ?? PRIMARY);
  switch (cell.verdict) {
    case "regression":
      return isSpeed ? "slower" : "worse";
    case "improvement":
      return isSpeed ? "faster" : "better";
    case "no-change":
      return "no change";
    case "inconclusive":
      return "undecided";
    case "unchanged":
      return "not run";
    default:
      return cell.verdict;
  }
}
function countsText({ cells }) {
  const parts = COUNTED.map(([verdict, words2]) => {
    const counted2 = cells.filter((cell) => cell.verdict === verdict);
    const [word = words2, ...others] = new Set(counted2.map(verdictWord));
    const isChange = verdict === "regression" || verdict === "improvement";
    return counted2.length === 0 ? "" : `${number(counted2.length)} ${isChange && others.length === 0 ? word : words2}`;
  });
  return parts.filter((part) => part !== "").join(", ");
}

// src/report/elsewhere.ts
var ELSEWHERE = "Somebody else runs these, so they are advisory: nothing here passes or fails the check, and nothing is known of the CPU and memory there.";

// src/stats/beta.ts
var HALF_LOG_TWO_PI = 0.9189385332046727;
var SERIES_FROM = 15;
var STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
function logGamma(x) {
  if (!(x > 0) || !Number.isFinite(x)) throw new RangeError(`logGamma needs a positive number, got ${x}`);
  let argument = x;
  let product = 1;
  while (argument < SERIES_FROM) {
    product *= argument;
    argument += 1;
  }
  const squared = argument * argument;
  let power = 1 / argument;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power /= squared;
  }
  return (argument - 0.5) * Math.log(argument) - argument + HALF_LOG_TWO_PI + series - Math.log(product);
}
var TINY = 1e-300;
var MAX_TERMS = 2e4;
function betaFraction(a, b, x) {
  let c = 1;
  let d = 0;
  let denominator = 1;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const coefficient = betaCoefficient(n, a, b, x);
    d = 1 / (1 + coefficient * d || TINY);
    c = 1 + coefficient / c || TINY;
    const step = c * d;
    denominator *= step;
    if (Math.abs(step - 1) < 2 * Number.EPSILON) return 1 / denominator;
  }
  throw new RangeError(`the incomplete beta function did not converge for a=${a}, b=${b}, x=${x}`);
}
function betaCoefficient(n, a, b, x) {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return m * (b - m) * x / ((a + n - 1) * (a + n));
  return -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
}
function regularisedBeta(x, a, b, complement = 1 - x, logB = logBeta(a, b)) {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`regularisedBeta needs 0 ≤ x ≤ 1, got ${x}`);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) - logB);
  if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x) / a;
  return 1 - front * betaFraction(b, a, complement) / b;
}
function logBeta(a, b) {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

// src/stats/student.ts
function logNorm(degrees3) {
  return logBeta(degrees3 / 2, 0.5);
}
function twoSided(t, degrees3, logB) {
  if (Number.isNaN(t)) throw new RangeError("the t statistic is not a number");
  if (!Number.isFinite(t * t)) return 0;
  const sum = degrees3 + t * t;
  return regularisedBeta(degrees3 / sum, degrees3 / 2, 0.5, t * t / sum, logB);
}
var MAX_STEPS2 = 400;
var TOLERANCE = 1e-10;
function studentQuantile(p, degrees3) {
  checkDegrees(degrees3);
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -knownQuantile(p, degrees3) : knownQuantile(1 - p, degrees3);
}
var MOST_KNOWN = 1e3;
var known = /* @__PURE__ */ new Map();
function knownQuantile(tail2, degrees3) {
  const key = `${tail2} ${degrees3}`;
  const quantile5 = known.get(key) ?? upperQuantile(tail2, degrees3);
  if (known.size < MOST_KNOWN) known.set(key, quantile5);
  return quantile5;
}
function upperQuantile(tail2, degrees3) {
  const logB = logNorm(degrees3);
  const upperTail = (t4) => twoSided(t4, degrees3, logB) / 2;
  let low = 0;
  let high = 1;
  while (upperTail(high) > tail2) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < MAX_STEPS2; step++) {
    const now = upperTail(t);
    const logDensity = -logB - Math.log(degrees3) / 2 - (degrees3 + 1) / 2 * Math.log1p(t * t / degrees3);
    const newton = t + Math.log(now / tail2) * now / Math.exp(logDensity);
    if (Math.abs(newton - t) <= TOLERANCE * t) return newton;
    if (now > tail2) low = t;
    else high = t;
    t = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return t;
}
function checkDegrees(degrees3) {
  if (!(degrees3 > 0) || !Number.isFinite(degrees3)) {
    throw new RangeError(`degrees of freedom must be positive, got ${degrees3}`);
  }
}

// src/stats/inference.ts
function estimateMean(values) {
  return {
    mean: mean(values),
    standardError: sampleStdev(values) / Math.sqrt(values.length),
    degrees: values.length - 1
  };
}
function confidenceInterval(estimate, alpha) {
  const half = studentQuantile(1 - alpha / 2, estimate.degrees) * estimate.standardError;
  return { low: estimate.mean - half, high: estimate.mean + half };
}

// src/profile/difference.ts
var ALPHA = 0.05;
function changeOf({ baseline, candidate }) {
  const estimate = estimateMean(candidate.map((value2, at) => value2 - (baseline[at] ?? 0)));
  const { low, high } = confidenceInterval(estimate, ALPHA);
  return {
    baseline: mean(baseline),
    candidate: mean(candidate),
    difference: estimate.mean,
    half: (high - low) / 2,
    isSure: low > 0 || high < 0
  };
}
function profileChange(profile) {
  const functions = profile.functions.map((one2) => {
    const { name: name2, file, kind } = one2;
    const change2 = changeOf(one2);
    const only = change2.baseline === 0 ? "candidate" : change2.candidate === 0 ? "baseline" : null;
    return { name: name2, file, kind, ...change2, only };
  });
  return {
    total: changeOf(profile),
    functions: functions.sort((a, b) => b.difference - a.difference),
    waits: profile.waits === void 0 ? null : changeOf(profile.waits)
  };
}
var scaled = (change2, factor2) => ({
  ...change2,
  baseline: change2.baseline * factor2,
  candidate: change2.candidate * factor2,
  difference: change2.difference * factor2,
  half: change2.half * factor2
});

// src/report/profile.ts
var NAMED2 = 3;
var WORTH_NAMING = 0.05;
var ROWS = 12;
var TOLD_CELLS = 6;
var REASON_LENGTH = 300;
function profileSentences(cell, record2, prose) {
  const { verdict } = cell;
  if (verdict !== "regression" && verdict !== "improvement") return [];
  if (record2?.profile?.kind !== "sampled") return [];
  const sampled = profileChange(record2.profile);
  if (isLostWaiting(cell, sampled)) return [waitingSentence(sampled, record2)];
  const { total, functions, unit: unit2 } = inUnitOf(cell, sampled);
  const [first, ...others] = namedOf({ total, functions }, verdict);
  if (first === void 0) return total.isSure ? ["No single function stands out in its profile."] : [];
  const all2 = unit2 === "time" ? `, of ${withUnit(total, unit2)} in all` : ", by samples";
  const of = unit2 === "time" ? "of CPU a request" : "of the CPU time of a request";
  const more = others.map((one2) => `; ${place(one2, prose)}: ${withUnit(one2, unit2)} ${surety(one2, unit2)}`);
  return [
    `${place(first, prose)}: ${withUnit(first, unit2)} ${of} ${surety(first, unit2)}${all2}${more.join("")}.`
  ];
}
function profileShort(cell, record2, prose) {
  if (cell.verdict !== "regression" || record2?.profile?.kind !== "sampled") return null;
  const sampled = profileChange(record2.profile);
  if (isLostWaiting(cell, sampled)) return "waits";
  const told2 = inUnitOf(cell, sampled);
  const [first] = namedOf(told2, "regression");
  return first === void 0 ? null : `${prose.code(first.name)} ${withUnit(first, told2.unit)}`;
}
function inUnitOf(cell, { total, functions }) {
  const cpu2 = cell?.metrics.find(({ metric }) => metric === "cpu");
  if (cell !== null && cpu2 === void 0) return { total, functions, unit: "time" };
  const measured = cpu2 === void 0 || !hasMoved(cpu2) ? 0 : differenceOf(together(cpu2));
  const isTold = total.isSure && measured * total.difference > 0;
  const [unit2, factor2] = isTold ? ["time", measured / total.difference] : ["share", total.baseline > 0 ? 100 / total.baseline : 0];
  return { total: scaled(total, factor2), functions: functions.map((one2) => scaled(one2, factor2)), unit: unit2 };
}
var differenceOf = ({ baseline, candidate }) => candidate - baseline;
function namedOf({ total, functions }, verdict) {
  const sign = verdict === "regression" ? 1 : -1;
  const moved = functions.filter(({ isSure, difference }) => isSure && sign * difference > 0).toSorted((a, b) => sign * (b.difference - a.difference));
  const least = WORTH_NAMING * Math.abs(total.difference);
  return moved.filter(({ difference }, at) => at === 0 || sign * difference >= least).slice(0, NAMED2);
}
function isLostWaiting({ verdict, metrics }, { total }) {
  if (verdict !== "regression") return false;
  const lost = Math.max(
    0,
    ...metrics.filter(({ metric, verdict: own2 }) => OF_TIME.has(metric) && own2 === "regression").map(({ ratio }) => Math.abs(Math.log(ratio)))
  );
  const usesMore = metrics.some(({ metric, verdict: own2 }) => metric === "cpu" && own2 === "regression");
  return !usesMore && total.difference + total.half < total.baseline * lost / 2;
}
var OF_TIME = /* @__PURE__ */ new Set(["throughput", "latency"]);
function waitingSentence(sampled, record2) {
  const { waits } = sampled;
  const { total, unit: unit2 } = inUnitOf(null, sampled);
  const cpu2 = `It takes no more CPU time (${withUnit(total, unit2)} by samples, ±${written(total, unit2).half})`;
  const causes = [...waitCauses(waits), ...throttledCauses(record2)];
  return `${cpu2}, so the time is lost waiting${causes.length === 0 ? "" : `: ${list(causes)}`}.`;
}
function waitCauses(waits) {
  if (waits === null) return [];
  const now = `${perRequest(waits.candidate)} times a request`;
  return waits.isSure ? [`it gives up the CPU ${now}, ${perRequest(waits.baseline)} before`] : [`it gives up the CPU as often as before (${now}), and waits longer each time`];
}
var TOLD_THROTTLING = 0.02;
function throttledCauses(record2) {
  const [now = 0, before = 0] = ["candidate", "baseline"].map(
    (side2) => throttledShare(record2, side2) ?? 0
  );
  if (now - before < TOLD_THROTTLING) return [];
  return [`its CPU quota holds it back ${share(now)} of the time, ${share(before)} before`];
}
function place({ name: name2, file, kind, only }, prose) {
  const where = file === null ? "" : ` in ${prose.code(file)}`;
  const state = only === null ? "" : only === "candidate" ? ", which is new" : ", which is gone";
  const named5 = kind === "kernel" || kind === "runtime" ? prose.text(name2) : prose.code(name2);
  return `${named5}${where}${state}`;
}
function written({ difference, half: width }, unit2) {
  const isLong = unit2 === "time" && Math.abs(difference) >= 1e3;
  const per = isLong ? 1e3 : 1;
  const half = width / per;
  const decimals = half >= 10 ? 0 : half >= 0.1 ? 1 : 2;
  const change2 = number(difference / per, decimals);
  return {
    change: difference > 0 ? `+${change2}` : change2,
    half: number(half, decimals),
    unit: unit2 === "share" ? "%" : isLong ? "ms" : "µs"
  };
}
function withUnit(of, unit2) {
  const one2 = written(of, unit2);
  return `${one2.change} ${one2.unit}`;
}
var surety = (change2, unit2) => `(±${written(change2, unit2).half})`;
function functionRows(cell, profile) {
  const sampled = profileChange(profile);
  const { functions, unit: unit2 } = inUnitOf(cell, sampled);
  const shareOf = (at, side2) => sampled.total[side2] > 0 ? (sampled.functions[at]?.[side2] ?? 0) / sampled.total[side2] : 0;
  return functions.map((one2, at) => ({
    ...one2,
    unit: unit2,
    shares: { baseline: shareOf(at, "baseline"), candidate: shareOf(at, "candidate") }
  })).toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, ROWS);
}
function profileText({ cells }, prose) {
  const sampled = cells.flatMap(
    ({ target, scenario, profile }) => profile?.kind === "sampled" ? [`${prose.cell(target, scenario)} (${plural(profile.baseline.length, "generation")})`] : []
  );
  const after = sampled.length === 0 ? [] : [
    `${few(sampled)} sampled after the verdict, which nothing of it decides; times of functions are their shares of the difference that was measured`
  ];
  return [...after, ...reasonsOf(cells, prose)].join("; ");
}
function reasonsOf(cells, prose) {
  const byReason = /* @__PURE__ */ new Map();
  for (const { target, scenario, profile } of cells) {
    if (profile?.kind !== "none") continue;
    const named5 = byReason.get(profile.message) ?? [];
    byReason.set(profile.message, [...named5, prose.cell(target, scenario)]);
  }
  return [...byReason].slice(0, TOLD_CELLS).map(([message, named5]) => `no profile of ${few(named5)}, because ${prose.text(message, REASON_LENGTH)}`);
}
function few(names2) {
  const more = names2.length - TOLD_CELLS;
  return list(more > 0 ? [...names2.slice(0, TOLD_CELLS), plural(more, "more cell")] : names2);
}

// src/report/ranking.ts
function mostChanged(comparison, verdict) {
  return byEffect(comparison.cells.filter((cell) => cell.verdict === verdict))[0] ?? null;
}
function byEffect(cells) {
  const sizeOf = (cell) => {
    if (leadingLimit(cell) !== null) return Number.POSITIVE_INFINITY;
    const metric = mainMetric(cell);
    return metric === null ? 0 : effect(metric);
  };
  return [...cells].sort((a, b) => {
    const [left2, right2] = [sizeOf(a), sizeOf(b)];
    return left2 === right2 ? 0 : right2 - left2;
  });
}

// src/report/why.ts
function whyOf(cell, record2, prose) {
  const main = mainMetric(cell);
  if (main === null || cell.verdict !== "regression" && cell.verdict !== "improvement") return [];
  const worse = cell.verdict === "regression";
  return [...stepWhy(cell, prose), ...metricWhys(cell, main, record2, worse, prose)];
}
function stepWhy({ step }, prose) {
  if (step === void 0) return [];
  const { number: number6, request, ratio, interval, baseline, candidate } = step;
  const name2 = `${number6}, ${prose.code(request)}`;
  const by = change(ratio, interval);
  const sure = `(${between(ratio, interval)}): ${timePair(baseline, candidate)}`;
  return [
    {
      metric: null,
      short: `step ${name2} ${by}`,
      long: `Step ${name2}, takes ${prose.strong(by)} on its own ${sure}.`
    }
  ];
}
function metricWhys(cell, main, record2, worse, prose) {
  return cell.metrics.filter(({ metric }) => metric !== main.metric && metricWords(metric).because !== null).filter((metric) => hasMoved(metric) && isWorse(metric) === worse).toSorted((a, b) => placeOf2(a) - placeOf2(b)).map((metric) => explain(together(metric), cell, record2, prose));
}
var placeOf2 = ({ metric }) => metricWords(metric).because?.place ?? 0;
function explain(metric, cell, record2, prose) {
  const words2 = metricWords(metric.metric);
  const detail = record2 === null ? null : words2.detail?.(metric, record2) ?? null;
  const figures2 = words2.pair(metric.baseline, metric.candidate);
  const remark = remarkOn(metric, cell);
  return {
    metric: metric.metric,
    short: `${nameIn(metric)} ${figures2}${detail?.short == null ? "" : ` (${detail.short})`}`,
    long: remark === null ? words2.because?.sentence(metric, detail) ?? "" : prose.text(sentence2(reasonText(remark)))
  };
}
var remarkOn = ({ metric }, { reason }) => metricWords(metric).hasRemark === true ? reason : null;

// src/report/foremost.ts
function foremostText(record2, comparison, prose) {
  const { cells } = comparison;
  const verdict = cells.some((cell2) => cell2.verdict === "regression") ? "regression" : "improvement";
  const cell = mostChanged(comparison, verdict);
  if (cell === null) return "";
  const parts = partsOf(cell, record2, prose).join(", ");
  if (cells.length === 1) return parts === "" ? "" : `: ${parts}`;
  const name2 = prose.cell(cell.target, cell.scenario);
  const several = cells.filter((other) => other.verdict === verdict).length > 1;
  return `${several ? "; most: " : ": "}${name2}${parts === "" ? "" : ` ${parts}`}`;
}
function partsOf(cell, record2, prose) {
  const limit = leadingLimit(cell);
  if (limit !== null) {
    const { name: name2, figure: figure2 } = limitWords(limit.limit);
    const more = brokenLimits(cell).length - 1;
    const is = limit.figure === null ? "is not known" : figure2(limit.figure);
    return [`${name2} ${is}, ${limitIs(limit)}`, ...more > 0 ? [`${more} more broken`] : []];
  }
  const metric = mainMetric(cell);
  if (metric === null) return [];
  const own2 = recordOf(record2, cell);
  const [gain] = gainsOf(cell);
  if (gain !== void 0) {
    const both = [amount(metric, true), amount(gain, true)];
    return gainsMore(cell) ? both.reverse() : both;
  }
  const [why] = whyOf(cell, own2, prose);
  const named5 = profileShort(cell, own2, prose);
  return [
    amount(metric, false),
    ...why === void 0 ? [] : [why.short],
    ...named5 === null ? [] : [named5]
  ];
}
function amount(metric, isNamed) {
  const { figure: figure2 } = metricWords(metric.metric);
  if (metric.kind === "exact") {
    const { baseline, candidate } = together(metric);
    return `${figure2(baseline)} → ${figure2(candidate)} a request`;
  }
  return metric.metric === PRIMARY && !isNamed ? changeText(metric) : `${nameIn(metric)} ${changeText(metric)}`;
}

// src/report/headline.ts
var MESSAGE_LENGTH = 120;
function headline(record2, comparison, prose) {
  const { counts, cells, verdict, elsewhere = [] } = comparison;
  if (hasNoFigures(comparison) && (record2.problems.length > 0 || counts.invalid > 0)) {
    return couldNotMeasure(record2, comparison, prose);
  }
  if (cells.length === 0 && verdict === "inconclusive") return NOTHING_REPORTED;
  if (cells.length === 0 && elsewhere.length > 0) {
    const text = `${plural(elsewhere.length, "cell")} at a URL, which is advisory, and no other`;
    return { icon: "⚪", tone: "unsure", text };
  }
  if (counts.unchanged === cells.length) {
    return { icon: "⏭", tone: "idle", text: nothingToMeasure(cells.length) };
  }
  return verdict === "nothing-to-measure" || verdict === "no-change" ? { icon: "🟢", tone: "good", text: noChange(comparison, prose) } : HEADLINES[verdict](record2, comparison, prose);
}
var HEADLINES = {
  regression: regressed,
  invalid: partlyInvalid,
  inconclusive: (record2, comparison, prose) => record2.problems.length > 0 && unmeasured(record2, comparison) > 0 ? cutShort(record2, comparison, prose) : undecided(record2, comparison, prose),
  improvement: improved,
  new: (_record, comparison) => onlyNew(comparison)
};
var NOTHING_REPORTED = {
  icon: "⚪",
  tone: "unsure",
  text: "not decided: no cell was reported, and the files of both sides differ"
};
function hasNoFigures({ cells, counts }) {
  const told2 = cells.filter(({ verdict }) => verdict !== "invalid" && verdict !== "unchanged");
  const allUnchanged = cells.length > 0 && counts.unchanged === cells.length;
  return !allUnchanged && told2.every(({ metrics, candidateRps }) => metrics.length === 0 && candidateRps === null);
}
function unmeasured(record2, { cells }) {
  return cells.filter((cell) => recordOf(record2, cell)?.state === "not-measured").length;
}
function regressed(record2, comparison, prose) {
  const { counts, cells, advisory } = comparison;
  const missing = unmeasured(record2, comparison);
  const bad = cells.filter(({ verdict }) => verdict === "regression");
  const foremost = foremostText(record2, comparison, prose);
  if (advisory && bad.some(breaksLimit)) return overLimits(bad, comparison, foremost, prose);
  const verb = advisory ? looks(bad.length, "slower") : besideGains(worseVerb(bad), bad);
  const parts = [
    `${ofCells(bad.length, cells, prose)} ${verb}`,
    ...advisory ? [] : someGains(bad),
    ...acceptedPart(bad, prose),
    ...alsoBetter(cells),
    ...alsoInvalid(counts),
    ...missing > 0 ? [`${number(missing)} not measured`] : []
  ];
  const text = `${parts.join(", ")}${advisory ? ", but this is advisory" : ""}${foremost}`;
  if (advisory) return { icon: "⚪", tone: "unsure", text };
  return bad.every(isAccepted) ? { icon: "🟡", tone: "unsure", text } : { icon: "🔴", tone: "bad", text };
}
var breakVerb = (over) => breaksWords(
  over.flatMap((cell) => brokenLimits(cell).map(({ limit }) => limit)),
  over.length === 1
);
function overLimits(bad, { cells, counts }, foremost, prose) {
  const over = bad.filter(breaksLimit);
  const others = bad.length - over.length;
  const parts = [
    `${ofCells(over.length, cells, prose)} ${breakVerb(over)}`,
    ...others === 0 ? [] : [`${number(others)} ${looks(others, "slower")}, which is advisory`],
    ...alsoInvalid(counts)
  ];
  return { icon: "🔴", tone: "bad", text: `${parts.join(", ")}${foremost}` };
}
var isAccepted = ({ accepted }) => accepted?.state === "holds";
function acceptedPart(bad, prose) {
  const accepted = bad.filter(isAccepted);
  if (accepted.length === 0) return [];
  const people = [...new Set(accepted.map((cell) => cell.accepted?.by ?? ""))];
  if (accepted.length < bad.length) return [`${number(accepted.length)} of them accepted`];
  return [people.length === 1 ? `accepted by ${prose.cell(people[0] ?? "")}` : "accepted"];
}
function worseVerb(bad) {
  const several = bad.length === 1 ? 0 : 1;
  if (bad.every((cell) => leadingLimit(cell) !== null)) return breakVerb(bad);
  const verbs = bad.map((cell) => {
    if (leadingLimit(cell) !== null) return "got worse";
    const metric = mainMetric(cell);
    return metric === null ? "got slower" : metricWords(metric.metric).worse[several];
  });
  const [first = "got slower"] = verbs;
  return verbs.every((verb) => verb === first) ? first : "got worse";
}
function besideGains(worse, bad) {
  const gained = gainedVerb(bad);
  if (gained === null || gained === worse || bad.some((cell) => gainsOf(cell).length === 0)) return worse;
  return bad.every(gainsMore) ? `${gained}, but ${worse}` : `${worse}, but ${gained}`;
}
function someGains(bad) {
  const some2 = bad.filter((cell) => gainsOf(cell).length > 0);
  const gained = gainedVerb(some2);
  return gained === null || some2.length === bad.length ? [] : [`${number(some2.length)} of them ${gained}`];
}
function gainedVerb(cells) {
  const several = cells.length === 1 ? 0 : 1;
  const verbs = new Set(
    cells.flatMap((cell) => gainsOf(cell).slice(0, 1)).map((gain) => metricWords(gain.metric).gained[several])
  );
  const [first = null] = verbs;
  return verbs.size > 1 ? "got better in other ways" : first;
}
function improved(record2, comparison, prose) {
  const { cells, advisory } = comparison;
  const good = cells.filter(({ verdict }) => verdict === "improvement");
  const which = ofCells(good.length, cells, prose);
  const foremost = foremostText(record2, comparison, prose);
  if (!advisory) return { icon: "🟢", tone: "good", text: `${which} ${betterVerb(good)}${foremost}` };
  const text = `${which} ${looks(good.length, "faster")}, but this is advisory${foremost}`;
  return { icon: "⚪", tone: "unsure", text };
}
function betterVerb(good) {
  const verbs = new Set(good.map((cell) => metricWords(mainMetric(cell)?.metric ?? PRIMARY).improved));
  const [only = "got faster"] = verbs;
  return verbs.size > 1 ? "got better" : only;
}
function looks(count3, how) {
  return `${count3 === 1 ? "looks" : "look"} ${how}`;
}
function partlyInvalid(record2, comparison, prose) {
  const { counts, cells } = comparison;
  const reason = theProblem(record2, prose) ?? commonReason(cells, prose);
  const text = `could not measure ${ofCells(counts.invalid, cells, prose)}`;
  const others = [...alsoBetter(cells), ...alsoUndecided(counts)];
  if (reason !== null) return { icon: "⚠️", tone: "failed", text: `${text}: ${reason}` };
  const rest = others.length === 0 ? "" : `, ${others.join(", ")}`;
  return { icon: "⚠️", tone: "failed", text: `${text}${rest}` };
}
function cutShort(record2, comparison, prose) {
  const which = ofCells(unmeasured(record2, comparison), comparison.cells, prose);
  const reason = theProblem(record2, prose);
  const text = `could not measure ${which}`;
  return { icon: "⚠️", tone: "failed", text: reason === null ? text : `${text}: ${reason}` };
}
function couldNotMeasure(record2, { cells, counts }, prose) {
  const [first] = record2.problems;
  const more = record2.problems.length - 1;
  const reason = first === void 0 ? commonReason(cells, prose) : quote(first.message, prose);
  const also = more > 0 ? `, and ${plural(more, "more problem")}` : "";
  const what = reason === null ? `${plural(counts.invalid, "cell")} for several reasons` : reason + also;
  return { icon: "⚠️", tone: "failed", text: `could not measure: ${what}` };
}
function theProblem({ problems }, prose) {
  const [first] = problems;
  return first === void 0 || problems.length > 1 ? null : quote(first.message, prose);
}
function commonReason(cells, prose) {
  const reasons = cells.filter(({ verdict }) => verdict === "invalid").map(reasonOf);
  const [first] = reasons;
  if (first === void 0 || first.trim() === "") return null;
  return reasons.every((reason) => reason === first) ? quote(first, prose) : null;
}
var reasonOf = ({ reason }) => reason === null ? "" : reasonText(reason);
function quote(message, prose) {
  return prose.text(clause(message), MESSAGE_LENGTH);
}
var DOUBTS = /* @__PURE__ */ new Set(["missing", "claimed-unchanged", "claimed-new"]);
function undecided(record2, { cells }, prose) {
  const open2 = cells.filter(({ verdict }) => verdict === "inconclusive");
  const doubted = open2.filter(({ reason }) => DOUBTS.has(reason?.code ?? "")).length;
  if (doubted > 0) {
    const which2 = ofCells(doubted, cells, prose);
    const text = `not decided: the run reports no comparison of ${which2}`;
    return { icon: "⚪", tone: "unsure", text };
  }
  const unconfirmed = open2.filter(({ reason }) => reason?.code === "second-disagrees");
  if (unconfirmed.length > 0) {
    const others = open2.length - unconfirmed.length;
    const text = [
      `not decided: a second machine does not confirm what is slower in ${named(unconfirmed, cells, prose)}`,
      ...others > 0 ? [`${number(others)} more undecided`] : [],
      ...alsoBetter(cells)
    ];
    return { icon: "⚪", tone: "unsure", text: text.join(", ") };
  }
  const limited = open2.filter(({ reason }) => reason?.code === "limits-undecided");
  if (limited.length === open2.length) return undecidedLimits(limited, cells, prose);
  const late = open2.filter((cell) => ranOutOfTime(cell, recordOf(record2, cell))).length;
  const which = named(open2, cells, prose);
  const why = late === open2.length ? `the time ended before ${which} could be decided` : late === 0 ? `the runner was too noisy for ${which}` : `the runner was too noisy, or the time too short, for ${which}`;
  return { icon: "⚪", tone: "unsure", text: [`not decided: ${why}`, ...alsoBetter(cells)].join(", ") };
}
function undecidedLimits(open2, cells, prose) {
  const names2 = open2.flatMap(({ reason }) => reason?.code === "limits-undecided" ? reason.limits : []);
  const [first, ...others] = new Set(names2);
  const what = first === void 0 || others.length > 0 ? "limits" : `the ${limitWords(first).name} limit`;
  const text = [`not decided: ${what} of ${named(open2, cells, prose)}`, ...alsoBetter(cells)];
  return { icon: "⚪", tone: "unsure", text: text.join(", ") };
}
var LATE = /* @__PURE__ */ new Set([
  ...["not-measured", "search-cut-off", "one-generation", "not-confirmed"]
]);
function ranOutOfTime(cell, figures2) {
  const metric = mainMetric(cell);
  if (metric === null || figures2 === null || LATE.has(cell.reason?.code ?? "")) return true;
  if (metric.kind === "exact") return false;
  if (metric.interval === null) return true;
  const seen2 = metric.interval.low > 1 || metric.interval.high < 1;
  return seen2 && figures2.generations.every(({ phase }) => phase === "screen");
}
function onlyNew({ counts, cells }) {
  const held = cells.some(({ limits = [] }) => limits.length > 0) ? "; all limits hold" : "";
  const text = `first figures of ${plural(counts.new, "cell")}, with nothing to compare ${counts.new === 1 ? "it" : "them"} with${held}`;
  return { icon: "⚪", tone: "unsure", text };
}
function noChange({ cells, counts, advisory }, prose) {
  const compared = cells.filter(({ verdict }) => verdict === "no-change");
  const threshold = commonThreshold(compared);
  const within = threshold === null ? "within their thresholds" : `within ±${percent(threshold)}`;
  const some2 = compared.length === 1 ? "the 1 cell measured" : `${number(compared.length)} measured cells`;
  const which = compared.length === cells.length ? ofCells(cells.length, cells, prose) : some2;
  const parts = [`no change: ${which} ${within}`];
  if (counts.new > 0) parts.push(`${number(counts.new)} new`);
  if (cells.some(({ limits = [] }) => limits.length > 0)) parts.push("all limits hold");
  if (advisory) parts.push("but this is advisory");
  return parts.join(", ");
}
function commonThreshold(cells) {
  const thresholds = cells.map((cell) => mainMetric(cell)?.threshold ?? null);
  const [first = null] = thresholds;
  return thresholds.every((threshold) => threshold === first) ? first : null;
}
function nothingToMeasure(cells) {
  return cells === 0 ? "nothing to measure: there is no cell" : "nothing to measure: no target's inputs changed";
}
var alsoBetter = (cells) => {
  const good = cells.filter(({ verdict }) => verdict === "improvement");
  return good.length === 0 ? [] : [`${number(good.length)} ${betterVerb(good)}`];
};
var alsoUndecided = ({ inconclusive }) => inconclusive > 0 ? [`${number(inconclusive)} undecided`] : [];
var alsoInvalid = ({ invalid }) => invalid > 0 ? [`${number(invalid)} could not be measured`] : [];
function ofCells(some2, cells, prose) {
  const [only, ...others] = cells;
  if (some2 < cells.length) return `${number(some2)} of ${plural(cells.length, "cell")}`;
  if (only !== void 0 && others.length === 0) return prose.cell(only.target, only.scenario);
  return others.length === 1 ? "both cells" : `all ${plural(cells.length, "cell")}`;
}
function named(some2, cells, prose) {
  const [one2, ...others] = some2;
  const counted2 = ofCells(some2.length, cells, prose);
  if (one2 === void 0 || others.length > 0 || cells.length === 1) return counted2;
  return `${prose.cell(one2.target, one2.scenario)} (${counted2})`;
}

// src/model/log-excerpt.ts
var EXCERPT_LINES = 20;
var LINES_BEFORE = 2;
var LAST_LINES = 8;
var CAUSES = [
  // `Error: …`, `error TS2304`, `ValueError: …`, `SyntaxError`, `npm error`, `ERROR:`, `[error]`, `fatal: …`
  /(?:^|[\s[(])(?:[\w.]*(?:Error|Exception)|error|fatal|panic|critical)(?:\b[^=/_-]|$)/i,
  /^Traceback \(most recent call last\)/,
  /^(?:thread '.*' )?panicked at /,
  /^\s*at .+:\d+:\d+\)?$/,
  /\b(?:cannot|can't|could not|unable to|failed to) \w/i,
  /\b(?:not found|no such file|permission denied|command not found|undefined reference|out of memory|killed)\b/i,
  /\b(?:EADDRINUSE|ECONNREFUSED|ENOTFOUND|EACCES|ENOENT|E401|E403|E404)\b/,
  // A compiler: `main.go:12:3: undefined: x`
  /^\S+\.\w+:\d+(?::\d+)?: /
];
var NO_CAUSES = [
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\//,
  /\b(?:0|no|without) (?:errors?|failures?)\b/i,
  /\b(?:deprecat|warn(?:ing)?\b)/i,
  /^\s*(?:info|debug|trace)\b/i
];
var isCause = (line2) => CAUSES.some((pattern) => pattern.test(line2)) && !NO_CAUSES.some((pattern) => pattern.test(line2));
function logExcerpt(lines, max = EXCERPT_LINES) {
  if (lines.length <= max) return lines;
  const last = Math.min(LAST_LINES, max - 2);
  const tail2 = max - 1;
  const cause = lines.findIndex(isCause);
  if (cause === -1 || cause >= lines.length - tail2 + LINES_BEFORE) {
    return [leftOut(lines.length - tail2), ...lines.slice(-tail2)];
  }
  const start = Math.max(0, cause - LINES_BEFORE);
  const around = max - last - (start > 0 ? 2 : 1);
  const end = Math.min(start + around, lines.length - last);
  return [
    ...start > 0 ? [leftOut(start)] : [],
    ...lines.slice(start, end),
    leftOut(lines.length - last - end),
    ...lines.slice(-last)
  ];
}
var leftOut = (lines) => `… ${lines} ${lines === 1 ? "line" : "lines"} left out`;

// src/report/problems.ts
var LOG_LINES = 20;
var LOG_LINE_LENGTH = 160;
var NAMED_SCENARIOS = 6;
function isExplained(text, problems) {
  return text !== "" && problems.some(({ message }) => message.endsWith(text));
}
var problemsOf = (record2) => [
  ...record2.problems,
  ...unexplained(record2)
];
function unexplained(record2) {
  const found = /* @__PURE__ */ new Map();
  for (const { target, scenario, invalid } of record2.cells) {
    if (invalid === null || isExplained(invalid.message, record2.problems)) continue;
    const key = `${target}
${invalid.code}
${invalid.message}`;
    const known2 = found.get(key) ?? { invalid, target, scenarios: [] };
    known2.scenarios.push(scenario);
    found.set(key, known2);
  }
  return [...found.values()].map(({ invalid, target, scenarios }) => ({
    kind: "usage",
    code: invalid.code,
    message: `${target}, ${named2(scenarios)}: ${invalid.message}`,
    hint: "",
    log: invalid.log,
    location: null
  }));
}
function named2(scenarios) {
  if (scenarios.length <= NAMED_SCENARIOS) return scenarios.join(", ");
  const some2 = scenarios.slice(0, NAMED_SCENARIOS - 1);
  return `${some2.join(", ")} and ${scenarios.length - some2.length} more scenarios`;
}
var excerptOf = (log3) => plainLog(logExcerpt(log3, LOG_LINES), { lines: LOG_LINES, length: LOG_LINE_LENGTH });
function locationText(location) {
  return `${location.file}:${location.line}:${location.column}`;
}

// src/report/rows.ts
var REASONS = 2;
var REASON_LENGTH2 = 160;
var ICONS = {
  regression: "🔴",
  improvement: "🟢",
  "no-change": "",
  inconclusive: "⚪",
  invalid: "⚠️",
  new: "",
  unchanged: "⏭"
};
function cellsToShow({ cells }, { problems }) {
  const having = (verdict) => cells.filter((cell) => cell.verdict === verdict);
  const fresh = having("new");
  return {
    changed: [...byEffect(having("regression")), ...byEffect(having("improvement"))],
    unknown: [
      ...having("invalid").filter(
        ({ reason }) => reason === null || !isExplained(reasonText(reason), problems)
      ),
      ...having("inconclusive").filter(
        ({ metrics, limits, reason }) => metrics.length > 0 || limits !== void 0 || reason?.code === "search-cut-off" || problems.length === 0
      ),
      ...fresh.length < cells.length ? fresh : []
    ]
  };
}
function toRow(cell, record2, comparison, prose) {
  const limit = leadingLimit(cell);
  return {
    verdict: cell.verdict,
    icon: iconOf(cell, comparison),
    word: cell.kept === true ? `${verdictWord(cell)} (kept)` : verdictWord(cell),
    cell: prose.cell(cell.target, cell.scenario),
    ...limit === null ? metricFigures(cell, record2) : limitFigures(limit),
    why: limit === null ? whyText(cell, record2, prose) : beyondText(limit, cell)
  };
}
function metricFigures(cell, record2) {
  const metric = mainMetric(cell);
  const figures2 = rowFigures(cell);
  const own2 = recordOf(record2, cell);
  const bounds = metric?.metric.startsWith("capacity") ? boundsOf(own2) : NO_BOUNDS;
  const shown2 = (side2) => {
    const value2 = figures2[side2];
    if (value2 === null) return (own2 === null || metric !== null ? null : carriedText(own2, side2)) ?? NONE2;
    const text = metricWords(metric?.metric ?? PRIMARY).figure(value2);
    return bounds[side2] ? `≥ ${text}` : text;
  };
  return {
    base: shown2("baseline"),
    now: shown2("candidate"),
    change: metric === null ? NONE2 : changeText(metric),
    range: metric === null ? NONE2 : rangeText(metric),
    couldSee: couldSeeText(cell)
  };
}
var NO_BOUNDS = { baseline: false, candidate: false };
function limitFigures({ limit, baseline, figure: figure2, interval }) {
  const words2 = limitWords(limit);
  const shown2 = (value2) => value2 === null ? NONE2 : words2.figure(value2);
  const range3 = interval === null ? figure2 === null ? NONE2 : "exact" : words2.span(interval);
  return { base: shown2(baseline), now: shown2(figure2), change: NONE2, range: range3, couldSee: NONE2 };
}
function limitRows(cell, prose, all2) {
  const { limits = [] } = cell;
  return limits.filter((row2) => row2 !== leadingLimit(cell) && (all2 || row2.verdict !== "holds")).map((row2) => ({
    ...LIMIT_STATES[row2.verdict],
    ...limitFigures(row2),
    cell: `↳ ${boundText(row2)}`,
    why: row2.verdict === "holds" ? "" : prose.text(limitClause(row2, plainProse), REASON_LENGTH2)
  }));
}
var LIMIT_STATES = {
  holds: { verdict: "no-change", icon: "", word: "holds" },
  broken: { verdict: "regression", icon: ICONS.regression, word: "broken" },
  undecided: { verdict: "inconclusive", icon: ICONS.inconclusive, word: "undecided" },
  unknown: { verdict: "inconclusive", icon: ICONS.inconclusive, word: "not known" }
};
function iconOf(cell, comparison) {
  const isChange = cell.verdict === "regression" || cell.verdict === "improvement";
  if (breaksLimit(cell)) return ICONS.regression;
  if (cell.accepted?.state === "holds") return "🟡";
  return comparison.advisory && isChange ? "⚪" : ICONS[cell.verdict];
}
function beyondText(limit, { metrics }) {
  const lost = metrics.filter(({ verdict }) => verdict === "regression").slice(0, REASONS).map((metric) => `${nameIn(metric)} ${changeText(metric)}`);
  return [`${limitWords(limit.limit).name}: ${limitIs(limit)}`, ...lost].join("; ");
}
function couldSeeText(cell) {
  const metric = mainMetric(cell);
  if (metric === null || cell.verdict === "unchanged") return NONE2;
  if (metric.kind === "exact") return "any";
  return metric.couldSee === null ? NONE2 : `≥ ${percent(metric.couldSee)}`;
}
function whyText(cell, record2, prose) {
  if (cell.verdict === "no-change" || cell.verdict === "unchanged") return "";
  const code3 = cell.verdict === "invalid" ? recordOf(record2, cell)?.invalid?.code : void 0;
  if (code3 !== void 0) return prose.code(code3);
  if (cell.verdict !== "regression" && cell.verdict !== "improvement") {
    return cell.reason === null ? "" : prose.text(reasonText(cell.reason), REASON_LENGTH2);
  }
  const parts = changedParts(cell, recordOf(record2, cell), prose);
  const gains = gainsOf(cell).slice(0, REASONS);
  if (gains.length > 0) {
    const better = `better: ${gains.map((gain) => `${nameIn(gain)} ${changeText(gain)}`).join(", ")}`;
    const both = [parts.join(", "), better].filter((text) => text !== "");
    return (gainsMore(cell) ? both.reverse() : both).join("; ");
  }
  if (parts.length > 0) return parts.join(", ");
  return cell.reason === null ? NONE2 : prose.text(reasonText(cell.reason), REASON_LENGTH2);
}
function changedParts(cell, own2, prose) {
  const metric = mainMetric(cell);
  const about = metric === null || metric.metric === PRIMARY ? [] : [nameIn(metric)];
  const reasons = whyOf(cell, own2, prose).slice(0, REASONS);
  const named5 = profileShort(cell, own2, prose);
  return [...about, ...reasons.map(({ short: short2 }) => short2), ...named5 === null ? [] : [named5]];
}

// src/report/differences.ts
var NAMED3 = 4;
var NOTHING = { first: [], after: [] };
function differenceSentences({ differences = [] }, target, prose) {
  const found = differences.find((one2) => one2.target === target);
  if (found === void 0) return NOTHING;
  const moved = movedClause(found, prose);
  const packages = packagesClause(found, prose);
  if (found.sources > 0) {
    const after = [
      ...moved === null ? [] : [`${capital(moved)}, too.`],
      ...packages.length === 0 ? [] : [`Installed packages differ, too: ${list(packages)}.`]
    ];
    return { first: [], after };
  }
  const clauses = [
    ...moved === null ? [] : [moved],
    ...packages,
    ...named3("differs", "differ", found.lists, prose),
    ...named3("has another value", "have other values", found.variables, prose),
    ...named3("differs in loadgate.yml", "differ in loadgate.yml", found.settings, prose)
  ];
  if (clauses.length === 0) return NOTHING;
  return {
    first: [`The sources of ${prose.name(target)} are the same on both sides: ${list(clauses)}.`],
    after: []
  };
}
function movedClause({ base, layers }, prose) {
  if (base === null) return null;
  const moved = `its base image moved from ${prose.code(base.baseline)} to ${prose.code(base.candidate)}`;
  if (layers === void 0) return moved;
  const { same, candidate } = layers;
  return `${moved} (${same === 0 ? "none" : same} of its ${plural(candidate, "layer")} ${same > 1 ? "are" : "is"} as before)`;
}
function packagesClause({ packages }, prose) {
  if (packages === void 0) return [];
  const shown2 = packages.some.slice(0, NAMED3).map(({ name: name2, baseline, candidate }) => {
    if (baseline === null) return `${prose.code(name2)} ${prose.code(candidate ?? "")} is new`;
    if (candidate === null) return `${prose.code(name2)} is gone`;
    return `${prose.code(name2)} went from ${prose.code(baseline)} to ${prose.code(candidate)}`;
  });
  const more = packages.total - shown2.length;
  const rest = more > 0 ? [`${plural(more, "other package differs", "other packages differ")}`] : [];
  return [...shown2, ...rest];
}
function named3(one2, many, names2, prose) {
  if (names2.length === 0) return [];
  const shown2 = names2.slice(0, NAMED3).map((name2) => prose.code(name2));
  const more = names2.length - shown2.length;
  const all2 = more === 0 ? shown2 : [...shown2, plural(more, "more", "more")];
  return [`${list(all2)} ${names2.length === 1 ? one2 : many}`];
}
var capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// src/report/lead.ts
var REASONS2 = 3;
function lead(record2, comparison, context, prose) {
  const { counts, cells, verdict } = comparison;
  const notes = [
    ...reducedSentences(record2),
    ...boundSentences(record2, prose),
    ...speedSentences(comparison),
    ...comparison.advisory ? advisorySentences(comparison, context, prose) : []
  ];
  const changed = mostChanged(comparison, "regression") ?? mostChanged(comparison, "improvement");
  if (changed !== null) return [...changedSentences(changed, record2, prose), ...notes];
  if (cells.length === 0 && comparison.elsewhere !== void 0) return notes;
  if (cells.length === counts.unchanged) return idleSentences(record2, comparison);
  if (verdict === "invalid" || record2.problems.length > 0)
    return [...otherSentences(comparison, record2), ...notes];
  if (verdict === "inconclusive") return [...undecidedSentences(comparison, record2, prose), ...notes];
  if (verdict === "no-change") return [...couldSeeSentences(comparison), ...notes];
  const reasons = new Set(cells.map(({ reason }) => reason === null ? null : reasonText(reason)));
  const [only = null] = reasons;
  return only === null || reasons.size > 1 ? notes : [prose.text(sentence2(only)), ...notes];
}
function changedSentences(cell, record2, prose) {
  const profile = profileSentences(cell, recordOf(record2, cell), prose);
  const own2 = [...sentencesOf(cell, record2, prose), ...profile];
  if (cell.verdict !== "regression") return own2;
  const { first, after } = differenceSentences(record2, cell.target, prose);
  return [...first, ...own2, ...after];
}
function sentencesOf(cell, record2, prose) {
  if (leadingLimit(cell) !== null) return overLimitSentences(cell, prose);
  const metric = mainMetric(cell);
  const name2 = prose.name(cell.target, cell.scenario);
  const said = (reason) => prose.text(sentence2(reasonText(reason)));
  if (metric === null) return cell.reason === null ? [] : [`${name2}: ${said(cell.reason)}`];
  const figures2 = recordOf(record2, cell);
  const detail = figures2 === null ? null : metricWords(metric.metric).detail?.(metric, figures2);
  const loss = `${effectPhrase(metric, cell, prose)}${detail == null ? "" : `, ${detail.long}`}.`;
  const reasons = whyOf(cell, figures2, prose).slice(0, REASONS2);
  const remark = remarkOn(metric, cell);
  const why = [
    ...remark === null ? [] : [said(remark)],
    ...reasons.map(({ long }) => long),
    ...noStepSentences(cell),
    ...brokenToo(cell, prose)
  ];
  const [gain] = gainsOf(cell);
  const first = (said2, does) => metricWords(said2.metric).isOfRequest === true ? `${name2}: ${does}` : `${name2} ${does}`;
  if (gain === void 0) return [first(metric, loss), ...why];
  const better = `${effectPhrase(gain, cell, prose)}.`;
  return gainsMore(cell) ? [first(gain, better), second(metric, loss), ...why] : [first(metric, loss), second(gain, better), ...why];
}
function overLimitSentences(cell, prose) {
  const broken = brokenLimits(cell);
  const more = broken.length - REASONS2;
  const clauses = [
    ...broken.slice(0, REASONS2).map((row2) => limitClause(row2, prose)),
    ...more > 0 ? [`and ${plural(more, "more limit is", "more limits are")} broken`] : []
  ];
  const [worse] = cell.metrics.filter(({ verdict }) => verdict === "regression");
  return [
    `${prose.name(cell.target, cell.scenario)}: ${clauses.join("; ")}.`,
    ...broken.length === 1 ? broken.flatMap((row2) => baselineToo(row2) ?? []) : [],
    ...worse === void 0 ? [] : [`It also ${effectPhrase(worse, cell, prose)}.`]
  ];
}
function noStepSentences({ noStep }) {
  if (noStep === void 0) return [];
  const why = noStep === "no-figures" ? "it has no figures of steps" : "its steps were others";
  return [`Which step it is, the stored record does not tell: ${why}.`];
}
function brokenToo(cell, prose) {
  const broken = brokenLimits(cell).map((row2) => limitClause(row2, prose));
  return broken.length === 0 ? [] : [`It also breaks a limit: ${broken.join("; ")}.`];
}
var OPEN_LIMITS = 3;
var openLimitSentences = (open2, prose) => open2.filter(({ reason }) => reason?.code === "limits-undecided").flatMap(
  ({ target, scenario, limits = [] }) => limits.filter(({ verdict }) => verdict !== "holds").map((row2) => `${prose.name(target, scenario)}: ${limitClause(row2, prose)}.`)
).slice(0, OPEN_LIMITS);
var second = ({ metric }, does) => metricWords(metric).isOfRequest === true ? `But ${does}` : `But it ${does}`;
function effectPhrase(metric, cell, prose) {
  const words2 = metricWords(metric.metric);
  const sure = metric.interval === null ? "" : ` (${between(metric.ratio, metric.interval)})`;
  const figures2 = words2.figures(together(metric));
  const exact = metric.kind === "exact" ? countedText(metric, cell, prose) : "";
  return `${words2.does(metric, prose)}${sure}${figures2 === null ? "" : `: ${figures2}`}${exact}`;
}
function countedText({ metric }, cell, prose) {
  const parts = partsOfServiceMetric(metric);
  if (parts === null) return ", counted exactly";
  const services = new Set(cell.metrics.flatMap((one2) => partsOfServiceMetric(one2.metric)?.service ?? []));
  return services.size > 1 ? ` (counted in ${prose.cell(parts.service)})` : " (counted)";
}
var TWO_ANSWERS = "What got worse on the first machine did not on the second: one of the two is misleading, or it depends on the machine.";
function undecidedSentences(comparison, record2, prose) {
  const open2 = comparison.cells.filter(({ verdict }) => verdict === "inconclusive");
  if (open2.some(({ reason }) => reason?.code === "second-disagrees")) return [TWO_ANSWERS];
  const generations = open2.map((cell) => recordOf(record2, cell)?.generations.length ?? 0);
  const most = Math.max(...generations);
  const them = open2.length === 1 ? "it" : "them";
  if (most === 0 && open2.every(({ reason }) => reason?.code === "search-cut-off"))
    return [
      `No more is known than the levels that held: a longer ${prose.code("budget")} would let the search end.`
    ];
  if (most === 0)
    return [
      `Nothing was measured of ${them}: a longer ${prose.code("budget")}, or fewer cells, would leave time for ${them}.`
    ];
  const times2 = most === 1 ? "once" : `${open2.length === 1 ? "" : "up to "}${plural(most, "time")}`;
  const done = `${open2.length === 1 ? "It" : "Each"} was started and measured ${times2}`;
  const limits = openLimitSentences(open2, prose);
  if (open2.every(isUnknownOnly)) return limits;
  const more = `a longer ${prose.code("budget")}, a higher ${prose.code("measure.max-generations")}`;
  return [...limits, `${done}; ${more}, or a quieter runner would decide ${them}.`];
}
var isUnknownOnly = ({ reason, limits = [] }) => reason?.code === "limits-undecided" && limits.every(({ verdict }) => verdict !== "undecided");
function otherSentences({ cells }, record2) {
  const others = cells.filter(
    (cell) => cell.verdict !== "invalid" && recordOf(record2, cell)?.state !== "not-measured"
  );
  const rest = others.length < cells.length ? others : others.filter(({ verdict }) => verdict !== "inconclusive");
  return rest.length === 0 ? [] : [`The others: ${countsText({ cells: rest })}.`];
}
function couldSeeSentences(comparison) {
  const limits = comparison.cells.map((cell) => (metricOf(cell, PRIMARY) ?? mainMetric(cell))?.couldSee ?? null).filter((limit) => limit !== null);
  if (limits.length === 0) return [];
  const [best, worst] = [Math.min(...limits), Math.max(...limits)];
  if (percent(best) === percent(worst))
    return [`This run can tell a loss of ${percent(worst)} or more from noise.`];
  return [
    `This run can tell a loss of ${percent(best)} or more from noise in the quietest cell, and ${percent(worst)} in the noisiest.`
  ];
}
function idleSentences(record2, comparison) {
  if (record2.problems.length > 0 || comparison.cells.length === 0) return [];
  return [
    "Every target's build context, Dockerfile, configuration and scenarios equal the baseline's, so nothing was built and nothing was run."
  ];
}
function reducedSentences({ cells }) {
  const reduced = cells.filter((cell) => cell.reduced !== void 0 && cell.generations.length > 0).length;
  if (reduced === 0) return [];
  const [which, them] = reduced === 1 ? ["1 cell is", "it was measured"] : [`${plural(reduced, "cell")} are`, "they were measured"];
  return [
    `${which} faster than the load generator, so ${them} at a fixed rate, and decided by CPU time per request and service time.`
  ];
}
var TOLD_SPEED = 0.03;
function speedSentences({ stored }) {
  const speed = stored?.machineSpeed ?? null;
  if (speed === null || Math.abs(speed - 1) < TOLD_SPEED) return [];
  const how = `${percent(Math.abs(speed - 1))} ${speed < 1 ? "slower" : "faster"}`;
  return [
    `The reference target was ${how} than beside the stored figures: so was the machine, and the base column is scaled to it.`
  ];
}
function advisorySentences({ stored }, { advisoryReason }, prose) {
  const different = stored?.advisoryReason == null ? null : advisoryText(stored.advisoryReason);
  const reason = advisoryReason ?? different ?? "The baseline's figures come from another machine.";
  return [
    prose.text(sentence2(reason)),
    "The difference may be the machine's, so the check does not fail on it."
  ];
}

// node_modules/d3-array/dist/d3-array.mjs
function ascending(a, b) {
  return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function descending(a, b) {
  return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
function bisector(f) {
  let compare1, compare2, delta;
  if (f.length !== 2) {
    compare1 = ascending;
    compare2 = (d, x) => ascending(f(d), x);
    delta = (d, x) => f(d) - x;
  } else {
    compare1 = f === ascending || f === descending ? f : zero;
    compare2 = f;
    delta = f;
  }
  function left2(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) < 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function right2(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) <= 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function center(a, x, lo = 0, hi = a.length) {
    const i = left2(a, x, lo, hi - 1);
    return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
  }
  return { left: left2, center, right: right2 };
}
function zero() {
  return 0;
}
function number4(x) {
  return x === null ? NaN : +x;
}
var ascendingBisect = bisector(ascending);
var bisectRight = ascendingBisect.right;
var bisectLeft = ascendingBisect.left;
var bisectCenter = bisector(number4).center;
var blur2 = Blur2(blurf);
var blurImage = Blur2(blurfImage);
function Blur2(blur) {
  return function(data, rx, ry = rx) {
    if (!((rx = +rx) >= 0)) throw new RangeError("invalid rx");
    if (!((ry = +ry) >= 0)) throw new RangeError("invalid ry");
    let { data: values, width, height } = data;
    if (!((width = Math.floor(width)) >= 0)) throw new RangeError("invalid width");
    if (!((height = Math.floor(height !== void 0 ? height : values.length / width)) >= 0)) throw new RangeError("invalid height");
    if (!width || !height || !rx && !ry) return data;
    const blurx = rx && blur(rx);
    const blury = ry && blur(ry);
    const temp = values.slice();
    if (blurx && blury) {
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    } else if (blurx) {
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
    } else if (blury) {
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    }
    return data;
  };
}
function blurh(blur, T, S, w, h) {
  for (let y = 0, n = w * h; y < n; ) {
    blur(T, S, y, y += w, 1);
  }
}
function blurv(blur, T, S, w, h) {
  for (let x = 0, n = w * h; x < w; ++x) {
    blur(T, S, x, x + n, w);
  }
}
function blurfImage(radius) {
  const blur = blurf(radius);
  return (T, S, start, stop2, step) => {
    start <<= 2, stop2 <<= 2, step <<= 2;
    blur(T, S, start + 0, stop2 + 0, step);
    blur(T, S, start + 1, stop2 + 1, step);
    blur(T, S, start + 2, stop2 + 2, step);
    blur(T, S, start + 3, stop2 + 3, step);
  };
}
function blurf(radius) {
  const radius0 = Math.floor(radius);
  if (radius0 === radius) return bluri(radius);
  const t = radius - radius0;
  const w = 2 * radius + 1;
  return (T, S, start, stop2, step) => {
    if (!((stop2 -= step) >= start)) return;
    let sum = radius0 * S[start];
    const s0 = step * radius0;
    const s1 = s0 + step;
    for (let i = start, j = start + s0; i < j; i += step) {
      sum += S[Math.min(stop2, i)];
    }
    for (let i = start, j = stop2; i <= j; i += step) {
      sum += S[Math.min(stop2, i + s0)];
      T[i] = (sum + t * (S[Math.max(start, i - s1)] + S[Math.min(stop2, i + s1)])) / w;
      sum -= S[Math.max(start, i - s0)];
    }
  };
}
function bluri(radius) {
  const w = 2 * radius + 1;
  return (T, S, start, stop2, step) => {
    if (!((stop2 -= step) >= start)) return;
    let sum = radius * S[start];
    const s = step * radius;
    for (let i = start, j = start + s; i < j; i += step) {
      sum += S[Math.min(stop2, i)];
    }
    for (let i = start, j = stop2; i <= j; i += step) {
      sum += S[Math.min(stop2, i + s)];
      T[i] = sum / w;
      sum -= S[Math.max(start, i - s)];
    }
  };
}
var array2 = Array.prototype;
var slice = array2.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start, stop2, count3) {
  const step = (stop2 - start) / Math.max(0, count3), power = Math.floor(Math.log10(step)), error2 = step / Math.pow(10, power), factor2 = error2 >= e10 ? 10 : error2 >= e5 ? 5 : error2 >= e2 ? 2 : 1;
  let i1, i2, inc;
  if (power < 0) {
    inc = Math.pow(10, -power) / factor2;
    i1 = Math.round(start * inc);
    i2 = Math.round(stop2 * inc);
    if (i1 / inc < start) ++i1;
    if (i2 / inc > stop2) --i2;
    inc = -inc;
  } else {
    inc = Math.pow(10, power) * factor2;
    i1 = Math.round(start / inc);
    i2 = Math.round(stop2 / inc);
    if (i1 * inc < start) ++i1;
    if (i2 * inc > stop2) --i2;
  }
  if (i2 < i1 && 0.5 <= count3 && count3 < 2) return tickSpec(start, stop2, count3 * 2);
  return [i1, i2, inc];
}
function ticks(start, stop2, count3) {
  stop2 = +stop2, start = +start, count3 = +count3;
  if (!(count3 > 0)) return [];
  if (start === stop2) return [start];
  const reverse = stop2 < start, [i1, i2, inc] = reverse ? tickSpec(stop2, start, count3) : tickSpec(start, stop2, count3);
  if (!(i2 >= i1)) return [];
  const n = i2 - i1 + 1, ticks2 = new Array(n);
  if (reverse) {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) * inc;
  } else {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) * inc;
  }
  return ticks2;
}
function tickIncrement(start, stop2, count3) {
  stop2 = +stop2, start = +start, count3 = +count3;
  return tickSpec(start, stop2, count3)[2];
}
function tickStep(start, stop2, count3) {
  stop2 = +stop2, start = +start, count3 = +count3;
  const reverse = stop2 < start, inc = reverse ? tickIncrement(stop2, start, count3) : tickIncrement(start, stop2, count3);
  return (reverse ? -1 : 1) * (inc < 0 ? 1 / -inc : inc);
}
var shuffle = shuffler(Math.random);
function shuffler(random) {
  return function shuffle2(array3, i0 = 0, i1 = array3.length) {
    let m = i1 - (i0 = +i0);
    while (m) {
      const i = random() * m-- | 0, t = array3[m + i0];
      array3[m + i0] = array3[i + i0];
      array3[i + i0] = t;
    }
    return array3;
  };
}

// node_modules/d3-color/dist/d3-color.mjs
function define(constructor, factory, prototype) {
  constructor.prototype = factory.prototype = prototype;
  prototype.constructor = constructor;
}
function extend2(parent, definition) {
  var prototype = Object.create(parent.prototype);
  for (var key in definition) prototype[key] = definition[key];
  return prototype;
}
function Color() {
}
var darker = 0.7;
var brighter = 1 / darker;
var reI = "\\s*([+-]?\\d+)\\s*";
var reN = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*";
var reP = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*";
var reHex = /^#([0-9a-f]{3,8})$/;
var reRgbInteger = new RegExp(`^rgb\\(${reI},${reI},${reI}\\)$`);
var reRgbPercent = new RegExp(`^rgb\\(${reP},${reP},${reP}\\)$`);
var reRgbaInteger = new RegExp(`^rgba\\(${reI},${reI},${reI},${reN}\\)$`);
var reRgbaPercent = new RegExp(`^rgba\\(${reP},${reP},${reP},${reN}\\)$`);
var reHslPercent = new RegExp(`^hsl\\(${reN},${reP},${reP}\\)$`);
var reHslaPercent = new RegExp(`^hsla\\(${reN},${reP},${reP},${reN}\\)$`);
var named4 = {
  aliceblue: 15792383,
  antiquewhite: 16444375,
  aqua: 65535,
  aquamarine: 8388564,
  azure: 15794175,
  beige: 16119260,
  bisque: 16770244,
  black: 0,
  blanchedalmond: 16772045,
  blue: 255,
  blueviolet: 9055202,
  brown: 10824234,
  burlywood: 14596231,
  cadetblue: 6266528,
  chartreuse: 8388352,
  chocolate: 13789470,
  coral: 16744272,
  cornflowerblue: 6591981,
  cornsilk: 16775388,
  crimson: 14423100,
  cyan: 65535,
  darkblue: 139,
  darkcyan: 35723,
  darkgoldenrod: 12092939,
  darkgray: 11119017,
  darkgreen: 25600,
  darkgrey: 11119017,
  darkkhaki: 12433259,
  darkmagenta: 9109643,
  darkolivegreen: 5597999,
  darkorange: 16747520,
  darkorchid: 10040012,
  darkred: 9109504,
  darksalmon: 15308410,
  darkseagreen: 9419919,
  darkslateblue: 4734347,
  darkslategray: 3100495,
  darkslategrey: 3100495,
  darkturquoise: 52945,
  darkviolet: 9699539,
  deeppink: 16716947,
  deepskyblue: 49151,
  dimgray: 6908265,
  dimgrey: 6908265,
  dodgerblue: 2003199,
  firebrick: 11674146,
  floralwhite: 16775920,
  forestgreen: 2263842,
  fuchsia: 16711935,
  gainsboro: 14474460,
  ghostwhite: 16316671,
  gold: 16766720,
  goldenrod: 14329120,
  gray: 8421504,
  green: 32768,
  greenyellow: 11403055,
  grey: 8421504,
  honeydew: 15794160,
  hotpink: 16738740,
  indianred: 13458524,
  indigo: 4915330,
  ivory: 16777200,
  khaki: 15787660,
  lavender: 15132410,
  lavenderblush: 16773365,
  lawngreen: 8190976,
  lemonchiffon: 16775885,
  lightblue: 11393254,
  lightcoral: 15761536,
  lightcyan: 14745599,
  lightgoldenrodyellow: 16448210,
  lightgray: 13882323,
  lightgreen: 9498256,
  lightgrey: 13882323,
  lightpink: 16758465,
  lightsalmon: 16752762,
  lightseagreen: 2142890,
  lightskyblue: 8900346,
  lightslategray: 7833753,
  lightslategrey: 7833753,
  lightsteelblue: 11584734,
  lightyellow: 16777184,
  lime: 65280,
  limegreen: 3329330,
  linen: 16445670,
  magenta: 16711935,
  maroon: 8388608,
  mediumaquamarine: 6737322,
  mediumblue: 205,
  mediumorchid: 12211667,
  mediumpurple: 9662683,
  mediumseagreen: 3978097,
  mediumslateblue: 8087790,
  mediumspringgreen: 64154,
  mediumturquoise: 4772300,
  mediumvioletred: 13047173,
  midnightblue: 1644912,
  mintcream: 16121850,
  mistyrose: 16770273,
  moccasin: 16770229,
  navajowhite: 16768685,
  navy: 128,
  oldlace: 16643558,
  olive: 8421376,
  olivedrab: 7048739,
  orange: 16753920,
  orangered: 16729344,
  orchid: 14315734,
  palegoldenrod: 15657130,
  palegreen: 10025880,
  paleturquoise: 11529966,
  palevioletred: 14381203,
  papayawhip: 16773077,
  peachpuff: 16767673,
  peru: 13468991,
  pink: 16761035,
  plum: 14524637,
  powderblue: 11591910,
  purple: 8388736,
  rebeccapurple: 6697881,
  red: 16711680,
  rosybrown: 12357519,
  royalblue: 4286945,
  saddlebrown: 9127187,
  salmon: 16416882,
  sandybrown: 16032864,
  seagreen: 3050327,
  seashell: 16774638,
  sienna: 10506797,
  silver: 12632256,
  skyblue: 8900331,
  slateblue: 6970061,
  slategray: 7372944,
  slategrey: 7372944,
  snow: 16775930,
  springgreen: 65407,
  steelblue: 4620980,
  tan: 13808780,
  teal: 32896,
  thistle: 14204888,
  tomato: 16737095,
  turquoise: 4251856,
  violet: 15631086,
  wheat: 16113331,
  white: 16777215,
  whitesmoke: 16119285,
  yellow: 16776960,
  yellowgreen: 10145074
};
define(Color, color, {
  copy(channels) {
    return Object.assign(new this.constructor(), this, channels);
  },
  displayable() {
    return this.rgb().displayable();
  },
  hex: color_formatHex,
  // Deprecated! Use color.formatHex.
  formatHex: color_formatHex,
  formatHex8: color_formatHex8,
  formatHsl: color_formatHsl,
  formatRgb: color_formatRgb,
  toString: color_formatRgb
});
function color_formatHex() {
  return this.rgb().formatHex();
}
function color_formatHex8() {
  return this.rgb().formatHex8();
}
function color_formatHsl() {
  return hslConvert(this).formatHsl();
}
function color_formatRgb() {
  return this.rgb().formatRgb();
}
function color(format2) {
  var m, l;
  format2 = (format2 + "").trim().toLowerCase();
  return (m = reHex.exec(format2)) ? (l = m[1].length, m = parseInt(m[1], 16), l === 6 ? rgbn(m) : l === 3 ? new Rgb(m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, (m & 15) << 4 | m & 15, 1) : l === 8 ? rgba(m >> 24 & 255, m >> 16 & 255, m >> 8 & 255, (m & 255) / 255) : l === 4 ? rgba(m >> 12 & 15 | m >> 8 & 240, m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, ((m & 15) << 4 | m & 15) / 255) : null) : (m = reRgbInteger.exec(format2)) ? new Rgb(m[1], m[2], m[3], 1) : (m = reRgbPercent.exec(format2)) ? new Rgb(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, 1) : (m = reRgbaInteger.exec(format2)) ? rgba(m[1], m[2], m[3], m[4]) : (m = reRgbaPercent.exec(format2)) ? rgba(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, m[4]) : (m = reHslPercent.exec(format2)) ? hsla(m[1], m[2] / 100, m[3] / 100, 1) : (m = reHslaPercent.exec(format2)) ? hsla(m[1], m[2] / 100, m[3] / 100, m[4]) : named4.hasOwnProperty(format2) ? rgbn(named4[format2]) : format2 === "transparent" ? new Rgb(NaN, NaN, NaN, 0) : null;
}
function rgbn(n) {
  return new Rgb(n >> 16 & 255, n >> 8 & 255, n & 255, 1);
}
function rgba(r, g, b, a) {
  if (a <= 0) r = g = b = NaN;
  return new Rgb(r, g, b, a);
}
function rgbConvert(o) {
  if (!(o instanceof Color)) o = color(o);
  if (!o) return new Rgb();
  o = o.rgb();
  return new Rgb(o.r, o.g, o.b, o.opacity);
}
function rgb(r, g, b, opacity) {
  return arguments.length === 1 ? rgbConvert(r) : new Rgb(r, g, b, opacity == null ? 1 : opacity);
}
function Rgb(r, g, b, opacity) {
  this.r = +r;
  this.g = +g;
  this.b = +b;
  this.opacity = +opacity;
}
define(Rgb, rgb, extend2(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
  },
  rgb() {
    return this;
  },
  clamp() {
    return new Rgb(clampi(this.r), clampi(this.g), clampi(this.b), clampa(this.opacity));
  },
  displayable() {
    return -0.5 <= this.r && this.r < 255.5 && (-0.5 <= this.g && this.g < 255.5) && (-0.5 <= this.b && this.b < 255.5) && (0 <= this.opacity && this.opacity <= 1);
  },
  hex: rgb_formatHex,
  // Deprecated! Use color.formatHex.
  formatHex: rgb_formatHex,
  formatHex8: rgb_formatHex8,
  formatRgb: rgb_formatRgb,
  toString: rgb_formatRgb
}));
function rgb_formatHex() {
  return `#${hex(this.r)}${hex(this.g)}${hex(this.b)}`;
}
function rgb_formatHex8() {
  return `#${hex(this.r)}${hex(this.g)}${hex(this.b)}${hex((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function rgb_formatRgb() {
  const a = clampa(this.opacity);
  return `${a === 1 ? "rgb(" : "rgba("}${clampi(this.r)}, ${clampi(this.g)}, ${clampi(this.b)}${a === 1 ? ")" : `, ${a})`}`;
}
function clampa(opacity) {
  return isNaN(opacity) ? 1 : Math.max(0, Math.min(1, opacity));
}
function clampi(value2) {
  return Math.max(0, Math.min(255, Math.round(value2) || 0));
}
function hex(value2) {
  value2 = clampi(value2);
  return (value2 < 16 ? "0" : "") + value2.toString(16);
}
function hsla(h, s, l, a) {
  if (a <= 0) h = s = l = NaN;
  else if (l <= 0 || l >= 1) h = s = NaN;
  else if (s <= 0) h = NaN;
  return new Hsl(h, s, l, a);
}
function hslConvert(o) {
  if (o instanceof Hsl) return new Hsl(o.h, o.s, o.l, o.opacity);
  if (!(o instanceof Color)) o = color(o);
  if (!o) return new Hsl();
  if (o instanceof Hsl) return o;
  o = o.rgb();
  var r = o.r / 255, g = o.g / 255, b = o.b / 255, min = Math.min(r, g, b), max = Math.max(r, g, b), h = NaN, s = max - min, l = (max + min) / 2;
  if (s) {
    if (r === max) h = (g - b) / s + (g < b) * 6;
    else if (g === max) h = (b - r) / s + 2;
    else h = (r - g) / s + 4;
    s /= l < 0.5 ? max + min : 2 - max - min;
    h *= 60;
  } else {
    s = l > 0 && l < 1 ? 0 : h;
  }
  return new Hsl(h, s, l, o.opacity);
}
function hsl(h, s, l, opacity) {
  return arguments.length === 1 ? hslConvert(h) : new Hsl(h, s, l, opacity == null ? 1 : opacity);
}
function Hsl(h, s, l, opacity) {
  this.h = +h;
  this.s = +s;
  this.l = +l;
  this.opacity = +opacity;
}
define(Hsl, hsl, extend2(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Hsl(this.h, this.s, this.l * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Hsl(this.h, this.s, this.l * k, this.opacity);
  },
  rgb() {
    var h = this.h % 360 + (this.h < 0) * 360, s = isNaN(h) || isNaN(this.s) ? 0 : this.s, l = this.l, m2 = l + (l < 0.5 ? l : 1 - l) * s, m1 = 2 * l - m2;
    return new Rgb(
      hsl2rgb(h >= 240 ? h - 240 : h + 120, m1, m2),
      hsl2rgb(h, m1, m2),
      hsl2rgb(h < 120 ? h + 240 : h - 120, m1, m2),
      this.opacity
    );
  },
  clamp() {
    return new Hsl(clamph(this.h), clampt(this.s), clampt(this.l), clampa(this.opacity));
  },
  displayable() {
    return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && (0 <= this.l && this.l <= 1) && (0 <= this.opacity && this.opacity <= 1);
  },
  formatHsl() {
    const a = clampa(this.opacity);
    return `${a === 1 ? "hsl(" : "hsla("}${clamph(this.h)}, ${clampt(this.s) * 100}%, ${clampt(this.l) * 100}%${a === 1 ? ")" : `, ${a})`}`;
  }
}));
function clamph(value2) {
  value2 = (value2 || 0) % 360;
  return value2 < 0 ? value2 + 360 : value2;
}
function clampt(value2) {
  return Math.max(0, Math.min(1, value2 || 0));
}
function hsl2rgb(h, m1, m2) {
  return (h < 60 ? m1 + (m2 - m1) * h / 60 : h < 180 ? m2 : h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1) * 255;
}
var radians = Math.PI / 180;
var degrees = 180 / Math.PI;
var K = 18;
var Xn = 0.96422;
var Yn = 1;
var Zn = 0.82521;
var t0 = 4 / 29;
var t1 = 6 / 29;
var t2 = 3 * t1 * t1;
var t3 = t1 * t1 * t1;
function labConvert(o) {
  if (o instanceof Lab) return new Lab(o.l, o.a, o.b, o.opacity);
  if (o instanceof Hcl) return hcl2lab(o);
  if (!(o instanceof Rgb)) o = rgbConvert(o);
  var r = rgb2lrgb(o.r), g = rgb2lrgb(o.g), b = rgb2lrgb(o.b), y = xyz2lab((0.2225045 * r + 0.7168786 * g + 0.0606169 * b) / Yn), x, z;
  if (r === g && g === b) x = z = y;
  else {
    x = xyz2lab((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / Xn);
    z = xyz2lab((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / Zn);
  }
  return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z), o.opacity);
}
function lab(l, a, b, opacity) {
  return arguments.length === 1 ? labConvert(l) : new Lab(l, a, b, opacity == null ? 1 : opacity);
}
function Lab(l, a, b, opacity) {
  this.l = +l;
  this.a = +a;
  this.b = +b;
  this.opacity = +opacity;
}
define(Lab, lab, extend2(Color, {
  brighter(k) {
    return new Lab(this.l + K * (k == null ? 1 : k), this.a, this.b, this.opacity);
  },
  darker(k) {
    return new Lab(this.l - K * (k == null ? 1 : k), this.a, this.b, this.opacity);
  },
  rgb() {
    var y = (this.l + 16) / 116, x = isNaN(this.a) ? y : y + this.a / 500, z = isNaN(this.b) ? y : y - this.b / 200;
    x = Xn * lab2xyz(x);
    y = Yn * lab2xyz(y);
    z = Zn * lab2xyz(z);
    return new Rgb(
      lrgb2rgb(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
      lrgb2rgb(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
      lrgb2rgb(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
      this.opacity
    );
  }
}));
function xyz2lab(t) {
  return t > t3 ? Math.pow(t, 1 / 3) : t / t2 + t0;
}
function lab2xyz(t) {
  return t > t1 ? t * t * t : t2 * (t - t0);
}
function lrgb2rgb(x) {
  return 255 * (x <= 31308e-7 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055);
}
function rgb2lrgb(x) {
  return (x /= 255) <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
}
function hclConvert(o) {
  if (o instanceof Hcl) return new Hcl(o.h, o.c, o.l, o.opacity);
  if (!(o instanceof Lab)) o = labConvert(o);
  if (o.a === 0 && o.b === 0) return new Hcl(NaN, 0 < o.l && o.l < 100 ? 0 : NaN, o.l, o.opacity);
  var h = Math.atan2(o.b, o.a) * degrees;
  return new Hcl(h < 0 ? h + 360 : h, Math.sqrt(o.a * o.a + o.b * o.b), o.l, o.opacity);
}
function hcl(h, c, l, opacity) {
  return arguments.length === 1 ? hclConvert(h) : new Hcl(h, c, l, opacity == null ? 1 : opacity);
}
function Hcl(h, c, l, opacity) {
  this.h = +h;
  this.c = +c;
  this.l = +l;
  this.opacity = +opacity;
}
function hcl2lab(o) {
  if (isNaN(o.h)) return new Lab(o.l, 0, 0, o.opacity);
  var h = o.h * radians;
  return new Lab(o.l, Math.cos(h) * o.c, Math.sin(h) * o.c, o.opacity);
}
define(Hcl, hcl, extend2(Color, {
  brighter(k) {
    return new Hcl(this.h, this.c, this.l + K * (k == null ? 1 : k), this.opacity);
  },
  darker(k) {
    return new Hcl(this.h, this.c, this.l - K * (k == null ? 1 : k), this.opacity);
  },
  rgb() {
    return hcl2lab(this).rgb();
  }
}));
var A = -0.14861;
var B = 1.78277;
var C = -0.29227;
var D = -0.90649;
var E = 1.97294;
var ED = E * D;
var EB = E * B;
var BC_DA = B * C - D * A;
function cubehelixConvert(o) {
  if (o instanceof Cubehelix) return new Cubehelix(o.h, o.s, o.l, o.opacity);
  if (!(o instanceof Rgb)) o = rgbConvert(o);
  var r = o.r / 255, g = o.g / 255, b = o.b / 255, l = (BC_DA * b + ED * r - EB * g) / (BC_DA + ED - EB), bl = b - l, k = (E * (g - l) - C * bl) / D, s = Math.sqrt(k * k + bl * bl) / (E * l * (1 - l)), h = s ? Math.atan2(k, bl) * degrees - 120 : NaN;
  return new Cubehelix(h < 0 ? h + 360 : h, s, l, o.opacity);
}
function cubehelix(h, s, l, opacity) {
  return arguments.length === 1 ? cubehelixConvert(h) : new Cubehelix(h, s, l, opacity == null ? 1 : opacity);
}
function Cubehelix(h, s, l, opacity) {
  this.h = +h;
  this.s = +s;
  this.l = +l;
  this.opacity = +opacity;
}
define(Cubehelix, cubehelix, extend2(Color, {
  brighter(k) {
    k = k == null ? brighter : Math.pow(brighter, k);
    return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
  },
  darker(k) {
    k = k == null ? darker : Math.pow(darker, k);
    return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
  },
  rgb() {
    var h = isNaN(this.h) ? 0 : (this.h + 120) * radians, l = +this.l, a = isNaN(this.s) ? 0 : this.s * l * (1 - l), cosh2 = Math.cos(h), sinh2 = Math.sin(h);
    return new Rgb(
      255 * (l + a * (A * cosh2 + B * sinh2)),
      255 * (l + a * (C * cosh2 + D * sinh2)),
      255 * (l + a * (E * cosh2)),
      this.opacity
    );
  }
}));

// node_modules/d3-interpolate/dist/d3-interpolate.mjs
function basis(t12, v0, v1, v2, v3) {
  var t22 = t12 * t12, t32 = t22 * t12;
  return ((1 - 3 * t12 + 3 * t22 - t32) * v0 + (4 - 6 * t22 + 3 * t32) * v1 + (1 + 3 * t12 + 3 * t22 - 3 * t32) * v2 + t32 * v3) / 6;
}
function basis$1(values) {
  var n = values.length - 1;
  return function(t) {
    var i = t <= 0 ? t = 0 : t >= 1 ? (t = 1, n - 1) : Math.floor(t * n), v1 = values[i], v2 = values[i + 1], v0 = i > 0 ? values[i - 1] : 2 * v1 - v2, v3 = i < n - 1 ? values[i + 2] : 2 * v2 - v1;
    return basis((t - i / n) * n, v0, v1, v2, v3);
  };
}
function basisClosed(values) {
  var n = values.length;
  return function(t) {
    var i = Math.floor(((t %= 1) < 0 ? ++t : t) * n), v0 = values[(i + n - 1) % n], v1 = values[i % n], v2 = values[(i + 1) % n], v3 = values[(i + 2) % n];
    return basis((t - i / n) * n, v0, v1, v2, v3);
  };
}
var constant = (x) => () => x;
function linear(a, d) {
  return function(t) {
    return a + t * d;
  };
}
function exponential(a, b, y) {
  return a = Math.pow(a, y), b = Math.pow(b, y) - a, y = 1 / y, function(t) {
    return Math.pow(a + t * b, y);
  };
}
function hue$1(a, b) {
  var d = b - a;
  return d ? linear(a, d > 180 || d < -180 ? d - 360 * Math.round(d / 360) : d) : constant(isNaN(a) ? b : a);
}
function gamma(y) {
  return (y = +y) === 1 ? nogamma : function(a, b) {
    return b - a ? exponential(a, b, y) : constant(isNaN(a) ? b : a);
  };
}
function nogamma(a, b) {
  var d = b - a;
  return d ? linear(a, d) : constant(isNaN(a) ? b : a);
}
var rgb2 = (function rgbGamma(y) {
  var color2 = gamma(y);
  function rgb3(start, end) {
    var r = color2((start = rgb(start)).r, (end = rgb(end)).r), g = color2(start.g, end.g), b = color2(start.b, end.b), opacity = nogamma(start.opacity, end.opacity);
    return function(t) {
      start.r = r(t);
      start.g = g(t);
      start.b = b(t);
      start.opacity = opacity(t);
      return start + "";
    };
  }
  rgb3.gamma = rgbGamma;
  return rgb3;
})(1);
function rgbSpline(spline) {
  return function(colors) {
    var n = colors.length, r = new Array(n), g = new Array(n), b = new Array(n), i, color2;
    for (i = 0; i < n; ++i) {
      color2 = rgb(colors[i]);
      r[i] = color2.r || 0;
      g[i] = color2.g || 0;
      b[i] = color2.b || 0;
    }
    r = spline(r);
    g = spline(g);
    b = spline(b);
    color2.opacity = 1;
    return function(t) {
      color2.r = r(t);
      color2.g = g(t);
      color2.b = b(t);
      return color2 + "";
    };
  };
}
var rgbBasis = rgbSpline(basis$1);
var rgbBasisClosed = rgbSpline(basisClosed);
function numberArray(a, b) {
  if (!b) b = [];
  var n = a ? Math.min(b.length, a.length) : 0, c = b.slice(), i;
  return function(t) {
    for (i = 0; i < n; ++i) c[i] = a[i] * (1 - t) + b[i] * t;
    return c;
  };
}
function isNumberArray(x) {
  return ArrayBuffer.isView(x) && !(x instanceof DataView);
}
function genericArray(a, b) {
  var nb = b ? b.length : 0, na = a ? Math.min(nb, a.length) : 0, x = new Array(na), c = new Array(nb), i;
  for (i = 0; i < na; ++i) x[i] = value(a[i], b[i]);
  for (; i < nb; ++i) c[i] = b[i];
  return function(t) {
    for (i = 0; i < na; ++i) c[i] = x[i](t);
    return c;
  };
}
function date3(a, b) {
  var d = /* @__PURE__ */ new Date();
  return a = +a, b = +b, function(t) {
    return d.setTime(a * (1 - t) + b * t), d;
  };
}
function number5(a, b) {
  return a = +a, b = +b, function(t) {
    return a * (1 - t) + b * t;
  };
}
function object(a, b) {
  var i = {}, c = {}, k;
  if (a === null || typeof a !== "object") a = {};
  if (b === null || typeof b !== "object") b = {};
  for (k in b) {
    if (k in a) {
      i[k] = value(a[k], b[k]);
    } else {
      c[k] = b[k];
    }
  }
  return function(t) {
    for (k in i) c[k] = i[k](t);
    return c;
  };
}
var reA = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g;
var reB = new RegExp(reA.source, "g");
function zero2(b) {
  return function() {
    return b;
  };
}
function one(b) {
  return function(t) {
    return b(t) + "";
  };
}
function string3(a, b) {
  var bi = reA.lastIndex = reB.lastIndex = 0, am, bm, bs, i = -1, s = [], q = [];
  a = a + "", b = b + "";
  while ((am = reA.exec(a)) && (bm = reB.exec(b))) {
    if ((bs = bm.index) > bi) {
      bs = b.slice(bi, bs);
      if (s[i]) s[i] += bs;
      else s[++i] = bs;
    }
    if ((am = am[0]) === (bm = bm[0])) {
      if (s[i]) s[i] += bm;
      else s[++i] = bm;
    } else {
      s[++i] = null;
      q.push({ i, x: number5(am, bm) });
    }
    bi = reB.lastIndex;
  }
  if (bi < b.length) {
    bs = b.slice(bi);
    if (s[i]) s[i] += bs;
    else s[++i] = bs;
  }
  return s.length < 2 ? q[0] ? one(q[0].x) : zero2(b) : (b = q.length, function(t) {
    for (var i2 = 0, o; i2 < b; ++i2) s[(o = q[i2]).i] = o.x(t);
    return s.join("");
  });
}
function value(a, b) {
  var t = typeof b, c;
  return b == null || t === "boolean" ? constant(b) : (t === "number" ? number5 : t === "string" ? (c = color(b)) ? (b = c, rgb2) : string3 : b instanceof color ? rgb2 : b instanceof Date ? date3 : isNumberArray(b) ? numberArray : Array.isArray(b) ? genericArray : typeof b.valueOf !== "function" && typeof b.toString !== "function" || isNaN(b) ? object : number5)(a, b);
}
function round(a, b) {
  return a = +a, b = +b, function(t) {
    return Math.round(a * (1 - t) + b * t);
  };
}
var degrees2 = 180 / Math.PI;
var identity = {
  translateX: 0,
  translateY: 0,
  rotate: 0,
  skewX: 0,
  scaleX: 1,
  scaleY: 1
};
function decompose(a, b, c, d, e, f) {
  var scaleX, scaleY, skewX;
  if (scaleX = Math.sqrt(a * a + b * b)) a /= scaleX, b /= scaleX;
  if (skewX = a * c + b * d) c -= a * skewX, d -= b * skewX;
  if (scaleY = Math.sqrt(c * c + d * d)) c /= scaleY, d /= scaleY, skewX /= scaleY;
  if (a * d < b * c) a = -a, b = -b, skewX = -skewX, scaleX = -scaleX;
  return {
    translateX: e,
    translateY: f,
    rotate: Math.atan2(b, a) * degrees2,
    skewX: Math.atan(skewX) * degrees2,
    scaleX,
    scaleY
  };
}
var svgNode;
function parseCss(value2) {
  const m = new (typeof DOMMatrix === "function" ? DOMMatrix : WebKitCSSMatrix)(value2 + "");
  return m.isIdentity ? identity : decompose(m.a, m.b, m.c, m.d, m.e, m.f);
}
function parseSvg(value2) {
  if (value2 == null) return identity;
  if (!svgNode) svgNode = document.createElementNS("http://www.w3.org/2000/svg", "g");
  svgNode.setAttribute("transform", value2);
  if (!(value2 = svgNode.transform.baseVal.consolidate())) return identity;
  value2 = value2.matrix;
  return decompose(value2.a, value2.b, value2.c, value2.d, value2.e, value2.f);
}
function interpolateTransform(parse2, pxComma, pxParen, degParen) {
  function pop(s) {
    return s.length ? s.pop() + " " : "";
  }
  function translate(xa, ya, xb, yb, s, q) {
    if (xa !== xb || ya !== yb) {
      var i = s.push("translate(", null, pxComma, null, pxParen);
      q.push({ i: i - 4, x: number5(xa, xb) }, { i: i - 2, x: number5(ya, yb) });
    } else if (xb || yb) {
      s.push("translate(" + xb + pxComma + yb + pxParen);
    }
  }
  function rotate(a, b, s, q) {
    if (a !== b) {
      if (a - b > 180) b += 360;
      else if (b - a > 180) a += 360;
      q.push({ i: s.push(pop(s) + "rotate(", null, degParen) - 2, x: number5(a, b) });
    } else if (b) {
      s.push(pop(s) + "rotate(" + b + degParen);
    }
  }
  function skewX(a, b, s, q) {
    if (a !== b) {
      q.push({ i: s.push(pop(s) + "skewX(", null, degParen) - 2, x: number5(a, b) });
    } else if (b) {
      s.push(pop(s) + "skewX(" + b + degParen);
    }
  }
  function scale(xa, ya, xb, yb, s, q) {
    if (xa !== xb || ya !== yb) {
      var i = s.push(pop(s) + "scale(", null, ",", null, ")");
      q.push({ i: i - 4, x: number5(xa, xb) }, { i: i - 2, x: number5(ya, yb) });
    } else if (xb !== 1 || yb !== 1) {
      s.push(pop(s) + "scale(" + xb + "," + yb + ")");
    }
  }
  return function(a, b) {
    var s = [], q = [];
    a = parse2(a), b = parse2(b);
    translate(a.translateX, a.translateY, b.translateX, b.translateY, s, q);
    rotate(a.rotate, b.rotate, s, q);
    skewX(a.skewX, b.skewX, s, q);
    scale(a.scaleX, a.scaleY, b.scaleX, b.scaleY, s, q);
    a = b = null;
    return function(t) {
      var i = -1, n = q.length, o;
      while (++i < n) s[(o = q[i]).i] = o.x(t);
      return s.join("");
    };
  };
}
var interpolateTransformCss = interpolateTransform(parseCss, "px, ", "px)", "deg)");
var interpolateTransformSvg = interpolateTransform(parseSvg, ", ", ")", ")");
var epsilon2 = 1e-12;
function cosh(x) {
  return ((x = Math.exp(x)) + 1 / x) / 2;
}
function sinh(x) {
  return ((x = Math.exp(x)) - 1 / x) / 2;
}
function tanh(x) {
  return ((x = Math.exp(2 * x)) - 1) / (x + 1);
}
var zoom = (function zoomRho(rho, rho2, rho4) {
  function zoom2(p0, p1) {
    var ux0 = p0[0], uy0 = p0[1], w0 = p0[2], ux1 = p1[0], uy1 = p1[1], w1 = p1[2], dx = ux1 - ux0, dy = uy1 - uy0, d2 = dx * dx + dy * dy, i, S;
    if (d2 < epsilon2) {
      S = Math.log(w1 / w0) / rho;
      i = function(t) {
        return [
          ux0 + t * dx,
          uy0 + t * dy,
          w0 * Math.exp(rho * t * S)
        ];
      };
    } else {
      var d1 = Math.sqrt(d2), b0 = (w1 * w1 - w0 * w0 + rho4 * d2) / (2 * w0 * rho2 * d1), b1 = (w1 * w1 - w0 * w0 - rho4 * d2) / (2 * w1 * rho2 * d1), r0 = Math.log(Math.sqrt(b0 * b0 + 1) - b0), r1 = Math.log(Math.sqrt(b1 * b1 + 1) - b1);
      S = (r1 - r0) / rho;
      i = function(t) {
        var s = t * S, coshr0 = cosh(r0), u = w0 / (rho2 * d1) * (coshr0 * tanh(rho * s + r0) - sinh(r0));
        return [
          ux0 + u * dx,
          uy0 + u * dy,
          w0 * coshr0 / cosh(rho * s + r0)
        ];
      };
    }
    i.duration = Math.abs(S) * 1e3 * rho / Math.SQRT2;
    return i;
  }
  zoom2.rho = function(_) {
    var _1 = Math.max(1e-3, +_), _2 = _1 * _1, _4 = _2 * _2;
    return zoomRho(_1, _2, _4);
  };
  return zoom2;
})(Math.SQRT2, 2, 4);
function hsl2(hue) {
  return function(start, end) {
    var h = hue((start = hsl(start)).h, (end = hsl(end)).h), s = nogamma(start.s, end.s), l = nogamma(start.l, end.l), opacity = nogamma(start.opacity, end.opacity);
    return function(t) {
      start.h = h(t);
      start.s = s(t);
      start.l = l(t);
      start.opacity = opacity(t);
      return start + "";
    };
  };
}
var hsl_default = hsl2(hue$1);
var hslLong = hsl2(nogamma);
function hcl2(hue) {
  return function(start, end) {
    var h = hue((start = hcl(start)).h, (end = hcl(end)).h), c = nogamma(start.c, end.c), l = nogamma(start.l, end.l), opacity = nogamma(start.opacity, end.opacity);
    return function(t) {
      start.h = h(t);
      start.c = c(t);
      start.l = l(t);
      start.opacity = opacity(t);
      return start + "";
    };
  };
}
var hcl_default = hcl2(hue$1);
var hclLong = hcl2(nogamma);
function cubehelix2(hue) {
  return (function cubehelixGamma(y) {
    y = +y;
    function cubehelix3(start, end) {
      var h = hue((start = cubehelix(start)).h, (end = cubehelix(end)).h), s = nogamma(start.s, end.s), l = nogamma(start.l, end.l), opacity = nogamma(start.opacity, end.opacity);
      return function(t) {
        start.h = h(t);
        start.s = s(t);
        start.l = l(Math.pow(t, y));
        start.opacity = opacity(t);
        return start + "";
      };
    }
    cubehelix3.gamma = cubehelixGamma;
    return cubehelix3;
  })(1);
}
var cubehelix_default = cubehelix2(hue$1);
var cubehelixLong = cubehelix2(nogamma);

// node_modules/d3-format/dist/d3-format.mjs
function formatDecimal(x) {
  return Math.abs(x = Math.round(x)) >= 1e21 ? x.toLocaleString("en").replace(/,/g, "") : x.toString(10);
}
function formatDecimalParts(x, p) {
  if (!isFinite(x) || x === 0) return null;
  var i = (x = p ? x.toExponential(p - 1) : x.toExponential()).indexOf("e"), coefficient = x.slice(0, i);
  return [
    coefficient.length > 1 ? coefficient[0] + coefficient.slice(2) : coefficient,
    +x.slice(i + 1)
  ];
}
function exponent(x) {
  return x = formatDecimalParts(Math.abs(x)), x ? x[1] : NaN;
}
function formatGroup(grouping, thousands) {
  return function(value2, width) {
    var i = value2.length, t = [], j = 0, g = grouping[0], length = 0;
    while (i > 0 && g > 0) {
      if (length + g + 1 > width) g = Math.max(1, width - length);
      t.push(value2.substring(i -= g, i + g));
      if ((length += g + 1) > width) break;
      g = grouping[j = (j + 1) % grouping.length];
    }
    return t.reverse().join(thousands);
  };
}
function formatNumerals(numerals) {
  return function(value2) {
    return value2.replace(/[0-9]/g, function(i) {
      return numerals[+i];
    });
  };
}
var re = /^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;
function formatSpecifier(specifier) {
  if (!(match = re.exec(specifier))) throw new Error("invalid format: " + specifier);
  var match;
  return new FormatSpecifier({
    fill: match[1],
    align: match[2],
    sign: match[3],
    symbol: match[4],
    zero: match[5],
    width: match[6],
    comma: match[7],
    precision: match[8] && match[8].slice(1),
    trim: match[9],
    type: match[10]
  });
}
formatSpecifier.prototype = FormatSpecifier.prototype;
function FormatSpecifier(specifier) {
  this.fill = specifier.fill === void 0 ? " " : specifier.fill + "";
  this.align = specifier.align === void 0 ? ">" : specifier.align + "";
  this.sign = specifier.sign === void 0 ? "-" : specifier.sign + "";
  this.symbol = specifier.symbol === void 0 ? "" : specifier.symbol + "";
  this.zero = !!specifier.zero;
  this.width = specifier.width === void 0 ? void 0 : +specifier.width;
  this.comma = !!specifier.comma;
  this.precision = specifier.precision === void 0 ? void 0 : +specifier.precision;
  this.trim = !!specifier.trim;
  this.type = specifier.type === void 0 ? "" : specifier.type + "";
}
FormatSpecifier.prototype.toString = function() {
  return this.fill + this.align + this.sign + this.symbol + (this.zero ? "0" : "") + (this.width === void 0 ? "" : Math.max(1, this.width | 0)) + (this.comma ? "," : "") + (this.precision === void 0 ? "" : "." + Math.max(0, this.precision | 0)) + (this.trim ? "~" : "") + this.type;
};
function formatTrim(s) {
  out: for (var n = s.length, i = 1, i0 = -1, i1; i < n; ++i) {
    switch (s[i]) {
      case ".":
        i0 = i1 = i;
        break;
      case "0":
        if (i0 === 0) i0 = i;
        i1 = i;
        break;
      default:
        if (!+s[i]) break out;
        if (i0 > 0) i0 = 0;
        break;
    }
  }
  return i0 > 0 ? s.slice(0, i0) + s.slice(i1 + 1) : s;
}
var prefixExponent;
function formatPrefixAuto(x, p) {
  var d = formatDecimalParts(x, p);
  if (!d) return prefixExponent = void 0, x.toPrecision(p);
  var coefficient = d[0], exponent2 = d[1], i = exponent2 - (prefixExponent = Math.max(-8, Math.min(8, Math.floor(exponent2 / 3))) * 3) + 1, n = coefficient.length;
  return i === n ? coefficient : i > n ? coefficient + new Array(i - n + 1).join("0") : i > 0 ? coefficient.slice(0, i) + "." + coefficient.slice(i) : "0." + new Array(1 - i).join("0") + formatDecimalParts(x, Math.max(0, p + i - 1))[0];
}
function formatRounded(x, p) {
  var d = formatDecimalParts(x, p);
  if (!d) return x + "";
  var coefficient = d[0], exponent2 = d[1];
  return exponent2 < 0 ? "0." + new Array(-exponent2).join("0") + coefficient : coefficient.length > exponent2 + 1 ? coefficient.slice(0, exponent2 + 1) + "." + coefficient.slice(exponent2 + 1) : coefficient + new Array(exponent2 - coefficient.length + 2).join("0");
}
var formatTypes = {
  "%": (x, p) => (x * 100).toFixed(p),
  "b": (x) => Math.round(x).toString(2),
  "c": (x) => x + "",
  "d": formatDecimal,
  "e": (x, p) => x.toExponential(p),
  "f": (x, p) => x.toFixed(p),
  "g": (x, p) => x.toPrecision(p),
  "o": (x) => Math.round(x).toString(8),
  "p": (x, p) => formatRounded(x * 100, p),
  "r": formatRounded,
  "s": formatPrefixAuto,
  "X": (x) => Math.round(x).toString(16).toUpperCase(),
  "x": (x) => Math.round(x).toString(16)
};
function identity2(x) {
  return x;
}
var map = Array.prototype.map;
var prefixes = ["y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"];
function formatLocale(locale2) {
  var group = locale2.grouping === void 0 || locale2.thousands === void 0 ? identity2 : formatGroup(map.call(locale2.grouping, Number), locale2.thousands + ""), currencyPrefix = locale2.currency === void 0 ? "" : locale2.currency[0] + "", currencySuffix = locale2.currency === void 0 ? "" : locale2.currency[1] + "", decimal = locale2.decimal === void 0 ? "." : locale2.decimal + "", numerals = locale2.numerals === void 0 ? identity2 : formatNumerals(map.call(locale2.numerals, String)), percent2 = locale2.percent === void 0 ? "%" : locale2.percent + "", minus = locale2.minus === void 0 ? "−" : locale2.minus + "", nan = locale2.nan === void 0 ? "NaN" : locale2.nan + "";
  function newFormat(specifier, options) {
    specifier = formatSpecifier(specifier);
    var fill = specifier.fill, align = specifier.align, sign = specifier.sign, symbol = specifier.symbol, zero3 = specifier.zero, width = specifier.width, comma = specifier.comma, precision = specifier.precision, trim = specifier.trim, type = specifier.type;
    if (type === "n") comma = true, type = "g";
    else if (!formatTypes[type]) precision === void 0 && (precision = 12), trim = true, type = "g";
    if (zero3 || fill === "0" && align === "=") zero3 = true, fill = "0", align = "=";
    var prefix = (options && options.prefix !== void 0 ? options.prefix : "") + (symbol === "$" ? currencyPrefix : symbol === "#" && /[boxX]/.test(type) ? "0" + type.toLowerCase() : ""), suffix = (symbol === "$" ? currencySuffix : /[%p]/.test(type) ? percent2 : "") + (options && options.suffix !== void 0 ? options.suffix : "");
    var formatType = formatTypes[type], maybeSuffix = /[defgprs%]/.test(type);
    precision = precision === void 0 ? 6 : /[gprs]/.test(type) ? Math.max(1, Math.min(21, precision)) : Math.max(0, Math.min(20, precision));
    function format2(value2) {
      var valuePrefix = prefix, valueSuffix = suffix, i, n, c;
      if (type === "c") {
        valueSuffix = formatType(value2) + valueSuffix;
        value2 = "";
      } else {
        value2 = +value2;
        var valueNegative = value2 < 0 || 1 / value2 < 0;
        value2 = isNaN(value2) ? nan : formatType(Math.abs(value2), precision);
        if (trim) value2 = formatTrim(value2);
        if (valueNegative && +value2 === 0 && sign !== "+") valueNegative = false;
        valuePrefix = (valueNegative ? sign === "(" ? sign : minus : sign === "-" || sign === "(" ? "" : sign) + valuePrefix;
        valueSuffix = (type === "s" && !isNaN(value2) && prefixExponent !== void 0 ? prefixes[8 + prefixExponent / 3] : "") + valueSuffix + (valueNegative && sign === "(" ? ")" : "");
        if (maybeSuffix) {
          i = -1, n = value2.length;
          while (++i < n) {
            if (c = value2.charCodeAt(i), 48 > c || c > 57) {
              valueSuffix = (c === 46 ? decimal + value2.slice(i + 1) : value2.slice(i)) + valueSuffix;
              value2 = value2.slice(0, i);
              break;
            }
          }
        }
      }
      if (comma && !zero3) value2 = group(value2, Infinity);
      var length = valuePrefix.length + value2.length + valueSuffix.length, padding = length < width ? new Array(width - length + 1).join(fill) : "";
      if (comma && zero3) value2 = group(padding + value2, padding.length ? width - valueSuffix.length : Infinity), padding = "";
      switch (align) {
        case "<":
          value2 = valuePrefix + value2 + valueSuffix + padding;
          break;
        case "=":
          value2 = valuePrefix + padding + value2 + valueSuffix;
          break;
        case "^":
          value2 = padding.slice(0, length = padding.length >> 1) + valuePrefix + value2 + valueSuffix + padding.slice(length);
          break;
        default:
          value2 = padding + valuePrefix + value2 + valueSuffix;
          break;
      }
      return numerals(value2);
    }
    format2.toString = function() {
      return specifier + "";
    };
    return format2;
  }
  function formatPrefix2(specifier, value2) {
    var e = Math.max(-8, Math.min(8, Math.floor(exponent(value2) / 3))) * 3, k = Math.pow(10, -e), f = newFormat((specifier = formatSpecifier(specifier), specifier.type = "f", specifier), { suffix: prefixes[8 + e / 3] });
    return function(value3) {
      return f(k * value3);
    };
  }
  return {
    format: newFormat,
    formatPrefix: formatPrefix2
  };
}
var locale;
var format;
var formatPrefix;
defaultLocale({
  thousands: ",",
  grouping: [3],
  currency: ["$", ""]
});
function defaultLocale(definition) {
  locale = formatLocale(definition);
  format = locale.format;
  formatPrefix = locale.formatPrefix;
  return locale;
}
function precisionFixed(step) {
  return Math.max(0, -exponent(Math.abs(step)));
}
function precisionPrefix(step, value2) {
  return Math.max(0, Math.max(-8, Math.min(8, Math.floor(exponent(value2) / 3))) * 3 - exponent(Math.abs(step)));
}
function precisionRound(step, max) {
  step = Math.abs(step), max = Math.abs(max) - step;
  return Math.max(0, exponent(max) - exponent(step)) + 1;
}

// node_modules/d3-scale/dist/d3-scale.mjs
function initRange(domain, range3) {
  switch (arguments.length) {
    case 0:
      break;
    case 1:
      this.range(domain);
      break;
    default:
      this.range(range3).domain(domain);
      break;
  }
  return this;
}
function constants(x) {
  return function() {
    return x;
  };
}
function number$1(x) {
  return +x;
}
var unit = [0, 1];
function identity$1(x) {
  return x;
}
function normalize(a, b) {
  return (b -= a = +a) ? function(x) {
    return (x - a) / b;
  } : constants(isNaN(b) ? NaN : 0.5);
}
function clamper(a, b) {
  var t;
  if (a > b) t = a, a = b, b = t;
  return function(x) {
    return Math.max(a, Math.min(b, x));
  };
}
function bimap(domain, range3, interpolate) {
  var d0 = domain[0], d1 = domain[1], r0 = range3[0], r1 = range3[1];
  if (d1 < d0) d0 = normalize(d1, d0), r0 = interpolate(r1, r0);
  else d0 = normalize(d0, d1), r0 = interpolate(r0, r1);
  return function(x) {
    return r0(d0(x));
  };
}
function polymap(domain, range3, interpolate) {
  var j = Math.min(domain.length, range3.length) - 1, d = new Array(j), r = new Array(j), i = -1;
  if (domain[j] < domain[0]) {
    domain = domain.slice().reverse();
    range3 = range3.slice().reverse();
  }
  while (++i < j) {
    d[i] = normalize(domain[i], domain[i + 1]);
    r[i] = interpolate(range3[i], range3[i + 1]);
  }
  return function(x) {
    var i2 = bisectRight(domain, x, 1, j) - 1;
    return r[i2](d[i2](x));
  };
}
function copy$1(source, target) {
  return target.domain(source.domain()).range(source.range()).interpolate(source.interpolate()).clamp(source.clamp()).unknown(source.unknown());
}
function transformer$2() {
  var domain = unit, range3 = unit, interpolate$1 = value, transform2, untransform, unknown3, clamp = identity$1, piecewise2, output, input;
  function rescale() {
    var n = Math.min(domain.length, range3.length);
    if (clamp !== identity$1) clamp = clamper(domain[0], domain[n - 1]);
    piecewise2 = n > 2 ? polymap : bimap;
    output = input = null;
    return scale;
  }
  function scale(x) {
    return x == null || isNaN(x = +x) ? unknown3 : (output || (output = piecewise2(domain.map(transform2), range3, interpolate$1)))(transform2(clamp(x)));
  }
  scale.invert = function(y) {
    return clamp(untransform((input || (input = piecewise2(range3, domain.map(transform2), number5)))(y)));
  };
  scale.domain = function(_) {
    return arguments.length ? (domain = Array.from(_, number$1), rescale()) : domain.slice();
  };
  scale.range = function(_) {
    return arguments.length ? (range3 = Array.from(_), rescale()) : range3.slice();
  };
  scale.rangeRound = function(_) {
    return range3 = Array.from(_), interpolate$1 = round, rescale();
  };
  scale.clamp = function(_) {
    return arguments.length ? (clamp = _ ? true : identity$1, rescale()) : clamp !== identity$1;
  };
  scale.interpolate = function(_) {
    return arguments.length ? (interpolate$1 = _, rescale()) : interpolate$1;
  };
  scale.unknown = function(_) {
    return arguments.length ? (unknown3 = _, scale) : unknown3;
  };
  return function(t, u) {
    transform2 = t, untransform = u;
    return rescale();
  };
}
function continuous() {
  return transformer$2()(identity$1, identity$1);
}
function tickFormat(start, stop2, count3, specifier) {
  var step = tickStep(start, stop2, count3), precision;
  specifier = formatSpecifier(specifier == null ? ",f" : specifier);
  switch (specifier.type) {
    case "s": {
      var value2 = Math.max(Math.abs(start), Math.abs(stop2));
      if (specifier.precision == null && !isNaN(precision = precisionPrefix(step, value2))) specifier.precision = precision;
      return formatPrefix(specifier, value2);
    }
    case "":
    case "e":
    case "g":
    case "p":
    case "r": {
      if (specifier.precision == null && !isNaN(precision = precisionRound(step, Math.max(Math.abs(start), Math.abs(stop2))))) specifier.precision = precision - (specifier.type === "e");
      break;
    }
    case "f":
    case "%": {
      if (specifier.precision == null && !isNaN(precision = precisionFixed(step))) specifier.precision = precision - (specifier.type === "%") * 2;
      break;
    }
  }
  return format(specifier);
}
function linearish(scale) {
  var domain = scale.domain;
  scale.ticks = function(count3) {
    var d = domain();
    return ticks(d[0], d[d.length - 1], count3 == null ? 10 : count3);
  };
  scale.tickFormat = function(count3, specifier) {
    var d = domain();
    return tickFormat(d[0], d[d.length - 1], count3 == null ? 10 : count3, specifier);
  };
  scale.nice = function(count3) {
    if (count3 == null) count3 = 10;
    var d = domain();
    var i0 = 0;
    var i1 = d.length - 1;
    var start = d[i0];
    var stop2 = d[i1];
    var prestep;
    var step;
    var maxIter = 10;
    if (stop2 < start) {
      step = start, start = stop2, stop2 = step;
      step = i0, i0 = i1, i1 = step;
    }
    while (maxIter-- > 0) {
      step = tickIncrement(start, stop2, count3);
      if (step === prestep) {
        d[i0] = start;
        d[i1] = stop2;
        return domain(d);
      } else if (step > 0) {
        start = Math.floor(start / step) * step;
        stop2 = Math.ceil(stop2 / step) * step;
      } else if (step < 0) {
        start = Math.ceil(start * step) / step;
        stop2 = Math.floor(stop2 * step) / step;
      } else {
        break;
      }
      prestep = step;
    }
    return scale;
  };
  return scale;
}
function linear2() {
  var scale = continuous();
  scale.copy = function() {
    return copy$1(scale, linear2());
  };
  initRange.apply(scale, arguments);
  return linearish(scale);
}
function nice(domain, interval) {
  domain = domain.slice();
  var i0 = 0, i1 = domain.length - 1, x0 = domain[i0], x1 = domain[i1], t;
  if (x1 < x0) {
    t = i0, i0 = i1, i1 = t;
    t = x0, x0 = x1, x1 = t;
  }
  domain[i0] = interval.floor(x0);
  domain[i1] = interval.ceil(x1);
  return domain;
}
function transformLog(x) {
  return Math.log(x);
}
function transformExp(x) {
  return Math.exp(x);
}
function transformLogn(x) {
  return -Math.log(-x);
}
function transformExpn(x) {
  return -Math.exp(-x);
}
function pow10(x) {
  return isFinite(x) ? +("1e" + x) : x < 0 ? 0 : x;
}
function powp(base) {
  return base === 10 ? pow10 : base === Math.E ? Math.exp : (x) => Math.pow(base, x);
}
function logp(base) {
  return base === Math.E ? Math.log : base === 10 && Math.log10 || base === 2 && Math.log2 || (base = Math.log(base), (x) => Math.log(x) / base);
}
function reflect(f) {
  return (x, k) => -f(-x, k);
}
function loggish(transform2) {
  const scale = transform2(transformLog, transformExp);
  const domain = scale.domain;
  let base = 10;
  let logs;
  let pows;
  function rescale() {
    logs = logp(base), pows = powp(base);
    if (domain()[0] < 0) {
      logs = reflect(logs), pows = reflect(pows);
      transform2(transformLogn, transformExpn);
    } else {
      transform2(transformLog, transformExp);
    }
    return scale;
  }
  scale.base = function(_) {
    return arguments.length ? (base = +_, rescale()) : base;
  };
  scale.domain = function(_) {
    return arguments.length ? (domain(_), rescale()) : domain();
  };
  scale.ticks = (count3) => {
    const d = domain();
    let u = d[0];
    let v = d[d.length - 1];
    const r = v < u;
    if (r) [u, v] = [v, u];
    let i = logs(u);
    let j = logs(v);
    let k;
    let t;
    const n = count3 == null ? 10 : +count3;
    let z = [];
    if (!(base % 1) && j - i < n) {
      i = Math.floor(i), j = Math.ceil(j);
      if (u > 0) for (; i <= j; ++i) {
        for (k = 1; k < base; ++k) {
          t = i < 0 ? k / pows(-i) : k * pows(i);
          if (t < u) continue;
          if (t > v) break;
          z.push(t);
        }
      }
      else for (; i <= j; ++i) {
        for (k = base - 1; k >= 1; --k) {
          t = i > 0 ? k / pows(-i) : k * pows(i);
          if (t < u) continue;
          if (t > v) break;
          z.push(t);
        }
      }
      if (z.length * 2 < n) z = ticks(u, v, n);
    } else {
      z = ticks(i, j, Math.min(j - i, n)).map(pows);
    }
    return r ? z.reverse() : z;
  };
  scale.tickFormat = (count3, specifier) => {
    if (count3 == null) count3 = 10;
    if (specifier == null) specifier = base === 10 ? "s" : ",";
    if (typeof specifier !== "function") {
      if (!(base % 1) && (specifier = formatSpecifier(specifier)).precision == null) specifier.trim = true;
      specifier = format(specifier);
    }
    if (count3 === Infinity) return specifier;
    const k = Math.max(1, base * count3 / scale.ticks().length);
    return (d) => {
      let i = d / pows(Math.round(logs(d)));
      if (i * base < base - 0.5) i *= base;
      return i <= k ? specifier(d) : "";
    };
  };
  scale.nice = () => {
    return domain(nice(domain(), {
      floor: (x) => pows(Math.floor(logs(x))),
      ceil: (x) => pows(Math.ceil(logs(x)))
    }));
  };
  return scale;
}
function log2() {
  const scale = loggish(transformer$2()).domain([1, 10]);
  scale.copy = () => copy$1(scale, log2()).base(scale.base());
  initRange.apply(scale, arguments);
  return scale;
}

// src/html/axis.ts
var LOGARITHMIC_FROM = 12;
var TICKS = 4;
function axisOf(values, ends, { isBytes = false, isLog } = {}) {
  const [low, high] = extent(values);
  const isFar = low > 0 && high / low >= LOGARITHMIC_FROM;
  if ((isLog ?? isFar) && low > 0) return logarithmic(low, high, ends);
  const unit2 = isBytes && high >= 1 ? 2 ** (10 * Math.floor(Math.log2(high) / 10)) : 1;
  const scale = linear2([low / unit2, high / unit2], ends).nice(TICKS);
  return {
    at: (value2) => place2(scale(value2 / unit2)),
    ticks: some(scale.ticks(TICKS)).map((tick) => tick * unit2)
  };
}
function logarithmic(low, high, ends) {
  const scale = log2([low * 0.9, high * 1.1], ends);
  return {
    at: (value2) => place2(scale(Math.max(value2, low * 0.9))),
    ticks: some(scale.ticks(TICKS))
  };
}
function some(ticks2) {
  const every = Math.ceil(ticks2.length / (TICKS + 1));
  return ticks2.filter((_tick, at) => at % every === 0);
}
function extent(values) {
  const low = values.reduce((least, value2) => Math.min(least, value2), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value2) => Math.max(most, value2), Number.NEGATIVE_INFINITY);
  return high > low ? [low, high] : [low - Math.abs(low) * 0.05 - 1e-9, high + Math.abs(high) * 0.05 + 1e-9];
}
var place2 = (value2) => Math.round(value2);

// src/html/markup.ts
var Markup = class {
  text;
  constructor(text) {
    this.text = text;
  }
};
var NOTHING2 = new Markup("");
function html(strings, ...values) {
  let text = strings[0] ?? "";
  for (const [at, value2] of values.entries()) text += textOf(value2) + (strings[at + 1] ?? "");
  return new Markup(text);
}
function textOf(part) {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return typeof part === "number" ? String(part) : escaped(part);
}
var HARMLESS = /^[\w .,:;()%+/-]*$/;
var REFERENCES2 = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
var escaped = (text) => HARMLESS.test(text) ? text : visible(text).replace(/[&<>"']/g, (one2) => REFERENCES2[one2] ?? "");
var MARKS = {
  strong: "󰀀",
  endStrong: "󰀁",
  code: "󰀂",
  endCode: "󰀃"
};
var TAGS = /* @__PURE__ */ new Map([
  [MARKS.strong, html`<strong>`],
  [MARKS.endStrong, html`</strong>`],
  [MARKS.code, html`<code>`],
  [MARKS.endCode, html`</code>`]
]);
var htmlProse = {
  ...plainProse,
  strong: (words2) => `${MARKS.strong}${words2}${MARKS.endStrong}`,
  name: (...names2) => `${MARKS.strong}${plainProse.name(...names2)}${MARKS.endStrong}`,
  code: (text) => `${MARKS.code}${plainProse.code(text) || "(empty)"}${MARKS.endCode}`
};
var inline = (sentence3) => html`${sentence3.split(/([\u{f0000}-\u{f0003}])/u).map((part) => TAGS.get(part) ?? part)}`;
function link2(words2, url) {
  return url !== null && /^https?:\/\/[\w.:~%/?#=&;+,@!*-]+$/.test(url) ? html`<a href="${url}" rel="noreferrer">${words2}</a>` : html`${words2}`;
}
function table(name2, head, rows) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name2}"><table>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
var row = (name2, cells) => html`<tr><th>${name2}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;

// src/html/plot.ts
var PLOT = { width: 360, height: 172, left: 62, right: 352, top: 10, bottom: 148 };
function plot(title, { ticks: ticks2, at }, write, content) {
  const { width, height, left: left2, right: right2 } = PLOT;
  const labels2 = ticks2.map(
    (tick) => html`<text x="${left2 - 6}" y="${at(tick) + 4}">${tickText(write(tick))}</text>`
  );
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>
<path class="g" d="${ticks2.map((tick) => `M${left2} ${at(tick)}H${right2}`).join("")}"/><g class="e">${labels2}</g>${content}</svg>`;
}
var tickText = (text) => text.replace(/\.0+(?=\s|$)/, "").replace(/(\.\d*[1-9])0+(?=\s|$)/, "$1");
var below = (x, words2) => html`<text class="m" x="${x}" y="${PLOT.bottom + 17}">${words2}</text>`;
var dots = (points) => points.map(({ x, y }) => `M${x} ${y}h0`).join("");
var line = (points) => points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
var crosses = (points) => points.map(({ x, y }) => `M${x} ${y}m-3-3l6 6m0-6l-6 6`).join("");
var figure = (caption, note, picture2) => html`<figure><figcaption>${caption} <span>${note}</span></figcaption>${picture2}</figure>
`;

// src/html/capacity.ts
var levelsOf = ({ generations, cutOff }) => [
  ...generations.flatMap(
    (generation) => ["baseline", "candidate"].flatMap(
      (side2) => (generation[side2]?.capacity?.plateaus ?? []).map((plateau2) => ({
        side: side2,
        generation: generation.index + 1,
        plateau: plateau2
      }))
    )
  ),
  ...["baseline", "candidate"].flatMap(
    (side2) => (cutOff?.[side2]?.plateaus ?? []).map((plateau2) => ({ side: side2, generation: null, plateau: plateau2 }))
  )
];
function capacityFigure(cell) {
  const levels = levelsOf(cell).filter(({ plateau: plateau2 }) => plateau2.level > 0 && plateau2.p99Us > 0);
  if (levels.length === 0) return NOTHING2;
  const { left: left2, right: right2, top, bottom } = PLOT;
  const x = axisOf(
    levels.map(({ plateau: plateau2 }) => plateau2.level),
    [left2 + 14, right2 - 14]
  );
  const y = axisOf(
    levels.map(({ plateau: plateau2 }) => plateau2.p99Us),
    [bottom - 8, top + 8]
  );
  const pointsOf = (side2, held) => levels.filter((one2) => one2.side === side2 && one2.plateau.stop === null === held).map(({ plateau: plateau2 }) => ({ x: x.at(plateau2.level), y: y.at(plateau2.p99Us) }));
  const content = ["baseline", "candidate"].map((side2) => {
    const letter = side2 === "baseline" ? "b" : "c";
    return html`<path class="${letter} p" d="${dots(pointsOf(side2, true))}"/><path class="${letter} l" d="${crosses(pointsOf(side2, false))}"/>`;
  });
  const labels2 = x.ticks.filter((tick) => x.at(tick) >= left2 && x.at(tick) <= right2).map((tick) => below(x.at(tick), number(tick)));
  return figure(
    "How much it carries",
    "p99 at each level; a cross broke a limit",
    plot(`p99 by level of load: ${summaryOf(cell)}`, y, time, [...content, ...labels2])
  );
}
function summaryOf(cell) {
  const said = ["baseline", "candidate"].flatMap((side2) => {
    const found = cell.generations.flatMap((one2) => one2[side2]?.capacity ?? []);
    return found.length === 0 ? [] : [`${side2} carries ${list(found.map(levelText))}`];
  });
  return said.join("; ");
}
function capacityTable(cell, name2) {
  const levels = levelsOf(cell);
  if (levels.length === 0) return NOTHING2;
  const head = [
    "level",
    "side",
    "generation",
    "what broke",
    "requests/s",
    "p50",
    "p99",
    "failed",
    "CPU",
    "memory"
  ];
  const rows = levels.map(
    ({ side: side2, generation, plateau: plateau2 }) => row(number(plateau2.level), [
      side2 === "baseline" ? "base" : "candidate",
      generation ?? "cut off",
      `${plateau2.stop === null ? NONE2 : stopText(plateau2.stop)}${plateau2.steady ? "" : " (not steady)"}`,
      number(plateau2.rps),
      time(plateau2.p50Us),
      time(plateau2.p99Us),
      failuresByKind(plateau2.failures) ?? NONE2,
      plateau2.cpu === null ? NONE2 : share(plateau2.cpu),
      plateau2.memoryBytes === null ? NONE2 : bytes(plateau2.memoryBytes)
    ])
  );
  return html`<details class="more"><summary>Every level in figures</summary>${table(`Levels of ${name2}`, head, rows)}</details>
`;
}

// src/model/turn.ts
function turnOf({ steps, generations }) {
  if (steps === void 0) return null;
  const rounds = generations.flatMap(({ candidate: { duet, solo, probe } }) => [...duet, ...solo, ...probe]);
  return rounds.some(({ mixed }) => mixed === true) ? "mix" : "sequence";
}

// src/report/step-table.ts
var stepRows = (cell) => ["baseline", "candidate"].flatMap((side2) => rowsOf(cell, side2));
function rowsOf(cell, side2) {
  const ofStep = (rounds, at) => rounds.flatMap(({ steps }) => steps?.[at] ?? []);
  return (cell.steps ?? []).flatMap((request, at) => {
    const loaded = ofStep(roundsOf(cell, side2, "solo"), at);
    const alone = ofStep(roundsOf(cell, side2, "probe"), at);
    if (loaded.length === 0 && alone.length === 0) return [];
    return [
      {
        side: side2,
        number: at + 1,
        request,
        right: sumOf(loaded, ({ requests }) => requests),
        failed: sumOf(loaded, ({ failed }) => failed),
        p50: latencyOf(loaded, "p50"),
        p95: latencyOf(loaded, "p95"),
        p99: latencyOf(loaded, "p99"),
        alone: latencyOf(alone, "p50")
      }
    ];
  });
}
var sumOf = (figures2, read) => figures2.reduce((sum, one2) => sum + read(one2), 0);
var latencyOf = (figures2, name2) => figures2.length === 0 ? null : median(figures2.map((one2) => one2.latencyUs[name2]));
var latency = (header, read) => ({
  header,
  align: "right",
  read: (row2) => {
    const us = read(row2);
    return us === null ? NONE2 : time(us);
  }
});
var COLUMNS2 = [
  { header: "cell", align: "left", read: ({ name: name2 }) => name2, wraps: true },
  { header: "side", align: "left", read: ({ side: side2 }) => side2 === "baseline" ? "base" : "candidate" },
  { header: "step", align: "right", read: (row2) => number(row2.number) },
  { header: "request", align: "left", read: ({ request }) => markdownProse.code(request), wraps: true },
  { header: "right", align: "right", read: ({ right: right2 }) => number(right2) },
  { header: "failed", align: "right", read: ({ failed }) => number(failed) },
  latency("p50", ({ p50 }) => p50),
  latency("p95", ({ p95: p952 }) => p952),
  latency("p99", ({ p99: p992 }) => p992),
  latency("alone, p50", ({ alone }) => alone)
];

// src/html/costs.ts
var told = (value2, write) => value2 == null ? NONE2 : write(value2);
var countsOf = (cell, side2) => cell.generations.map((generation) => generation[side2]?.counts ?? null).findLast(Boolean) ?? null;
var COUNTED2 = [
  ["bytes of answers", (cell, side2) => told(countsOf(cell, side2)?.responseBytes, bytes)],
  ["upstream calls", (cell, side2) => told(countsOf(cell, side2)?.upstreamCalls, perRequest)],
  ["upstream connections", (cell, side2) => told(countsOf(cell, side2)?.upstreamConnections, perRequest)],
  ["new connections", (cell, side2) => told(countsOf(cell, side2)?.newConnections, perRequest)]
];
var LINES = [
  ["CPU time of a request, user", (cell, side2) => told(cpuSplit(cell, side2)?.user, time)],
  ["CPU time of a request, system", (cell, side2) => told(cpuSplit(cell, side2)?.system, time)],
  ["held back by the CPU cap", (cell, side2) => told(throttledShare(cell, side2), share)],
  ["peak memory", (cell, side2) => told(cellMemory(cell, side2), bytes)],
  ["memory kept by a request", (cell, side2) => told(growth(cell, side2), bytes)],
  ["time to start", (cell, side2) => told(startMs(cell, side2), duration)],
  ["right answers", (cell, side2) => number(answersOf(cell, side2).right)],
  ["failed requests", (cell, side2) => failuresByKind(answersOf(cell, side2).failures) ?? "0"]
];
var hasSide = (cell, side2) => cell.generations.some((generation) => generation[side2] !== null);
function costsTable(cell, name2) {
  const sides = ["baseline", "candidate"].filter((side2) => hasSide(cell, side2));
  const { per } = turnWords(turnOf(cell));
  const counted2 = COUNTED2.map(([what, shown2]) => [`${what} ${per}`, shown2]);
  const lines = [...counted2, ...LINES, ...serviceLines(cell)].map(([what, shown2]) => ({
    what,
    cells: sides.map((side2) => shown2(cell, side2))
  }));
  const rows = lines.filter(({ cells }) => cells.some(hasContent)).map(({ what, cells }) => row(what, cells));
  const generator = generatorUse(cell);
  const limit = generator === null ? NOTHING2 : html`<p class="hint">The load generator used ${share(generator.cpu)} of its core at most, and its event loop was busy for ${share(generator.loop)} of the time.</p>`;
  const head = sides.map((side2) => side2 === "baseline" ? "base" : "candidate");
  return html`${table(`What a request of ${name2} costs`, ["each request", ...head], rows)}${limit}`;
}
function serviceLines(cell) {
  const all2 = (side2) => cell.generations.map((generation) => generation[side2]?.services ?? {});
  const names2 = new Set(
    [...all2("baseline"), ...all2("candidate")].flatMap((services) => Object.keys(services))
  );
  const mean2 = (values) => {
    const known2 = values.filter((value2) => value2 != null);
    return known2.length === 0 ? null : known2.reduce((sum, value2) => sum + value2, 0) / known2.length;
  };
  return [...names2].flatMap((service) => {
    const shown2 = plainProse.cell(service);
    const of = (side2, key) => mean2(all2(side2).map((services) => services[service]?.[key]));
    return [
      [`CPU time of ${shown2}`, (_cell, side2) => told(of(side2, "cpuUs"), time)],
      [`peak memory of ${shown2}`, (_cell, side2) => told(of(side2, "peakMemoryBytes"), bytes)]
    ];
  });
}
var BAR = { left: 62, width: 288, height: 20 };
function cpuFigure(cell) {
  const sides = ["baseline", "candidate"].flatMap((side2) => {
    const split = cpuSplit(cell, side2);
    return split === null ? [] : [{ side: side2, split }];
  });
  const most = Math.max(0, ...sides.map(({ split }) => split.user + split.system));
  if (most <= 0) return NOTHING2;
  const width = (us) => Math.round(us / most * (BAR.width - 60) * 10) / 10;
  const bars = sides.map(({ side: side2, split: { user, system } }, at) => {
    const y = 6 + at * 34;
    const own2 = side2 === "baseline" ? "kb" : "kc";
    const end = BAR.left + width(user) + width(system);
    return html`<text class="e" x="${BAR.left - 6}" y="${y + 14}">${side2 === "baseline" ? "base" : "candidate"}</text><path class="${own2}" d="M${BAR.left} ${y}h${width(user)}v${BAR.height}h-${width(user)}z"/><path class="${own2} ks" d="M${BAR.left + width(user)} ${y}h${width(system)}v${BAR.height}h-${width(system)}z"/><text x="${Math.round(end + 6)}" y="${y + 14}">${time(user + system)}</text>`;
  });
  const said = sides.map(({ side: side2, split }) => `${side2} ${time(split.user)} user and ${time(split.system)} system`).join("; ");
  return figure(
    "CPU time of a request",
    "user code, and paler the kernel",
    html`<svg class="chart" viewBox="0 0 360 ${6 + sides.length * 34}" role="img"><title>CPU time of a request: ${said}</title>${bars}</svg>`
  );
}
function stepsTable(cell, name2) {
  const rows = stepRows(cell);
  if (rows.length === 0) return NOTHING2;
  const head = [
    "step",
    "request",
    "side",
    "right",
    "failed",
    "p50",
    "p95",
    "p99",
    "alone, p50"
  ];
  return html`<h4>Steps</h4>${table(
    `Steps of ${name2}`,
    head,
    rows.map(
      (one2) => row(one2.number, [
        inline(htmlProse.code(one2.request)),
        one2.side === "baseline" ? "base" : "candidate",
        number(one2.right),
        number(one2.failed),
        told(one2.p50, time),
        told(one2.p95, time),
        told(one2.p99, time),
        told(one2.alone, time)
      ])
    )
  )}`;
}

// src/html/flame.ts
var WIDTH = 1e3;
var ROW = 18;
var MAX_ROWS = 40;
var MAX_CALLS = 90;
var LEAST = 3;
var LETTER = 6.4;
var MARGIN = 8;
function flameFigure(cell, record2, name2) {
  const { profile } = record2 ?? {};
  if (profile?.kind !== "sampled") return NOTHING2;
  return html`${picture(profile, name2)}${functionsTable(cell, profile, name2)}`;
}
function picture(profile, name2) {
  const calls = (profile.calls ?? []).slice(0, MAX_CALLS);
  const sides = { baseline: mean(profile.baseline), candidate: mean(profile.candidate) };
  if (calls.length === 0 || sides.candidate <= 0) return NOTHING2;
  const boxes = boxesOf(calls, sides.candidate);
  const height = (1 + Math.max(0, ...boxes.map(({ depth }) => depth))) * ROW;
  const growth3 = sides.candidate - sides.baseline;
  const said = `Who called whom in ${name2}, by CPU time: the ${plural(boxes.length, "call")} that take most. The table below has the functions.`;
  const all2 = html`<rect class="n" width="${WIDTH}" height="${ROW - 1}"/><text x="4" y="13">all calls</text>`;
  const drawn2 = html`<svg class="flame" viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${said}</title>${all2}${boxes.map((box) => boxMarkup(box, sides, growth3))}</svg>`;
  return figure(
    "Where the CPU time of a request goes",
    "callers above those whom they call; as wide as the candidate takes, red: more than the base, blue: less",
    html`<div class="scroll" tabindex="0" role="region" aria-label="Flame graph of ${name2}">${drawn2}</div>`
  );
}
function boxesOf(calls, total) {
  const byParent = /* @__PURE__ */ new Map();
  for (const [at, node2] of calls.entries())
    byParent.set(node2.parent, [...byParent.get(node2.parent) ?? [], { node: node2, at }]);
  const boxes = [];
  const place3 = (parent, from, to, depth) => {
    if (depth >= MAX_ROWS) return;
    let x = from;
    for (const { node: node2, at } of (byParent.get(parent) ?? []).toSorted(
      (a, b) => b.node.candidate - a.node.candidate
    )) {
      const width = Math.min(node2.candidate / total * WIDTH, to - x);
      if (width < LEAST) continue;
      boxes.push({ node: node2, x, width, depth });
      place3(at, x, x + width, depth + 1);
      x += width;
    }
  };
  place3(null, 0, WIDTH, 1);
  return boxes;
}
function boxMarkup({ node: node2, x, width, depth }, totals, growth3) {
  const { name: name2, file, baseline, candidate } = node2;
  const shown2 = plainProse.cell(name2);
  const place3 = file === null ? shown2 : `${shown2}, ${plainProse.cell(file)}`;
  const before = totals.baseline > 0 ? share(baseline / totals.baseline) : "–";
  const title = `${place3}: ${before} of base, ${share(candidate / totals.candidate)} of candidate`;
  const letters = Math.floor((width - MARGIN) / LETTER);
  const y = depth * ROW;
  const words2 = letters < 3 ? NOTHING2 : html`<text x="${tenth(x + 4)}" y="${y + 13}">${cutToWidth(shown2, letters)}</text>`;
  return html`<g><title>${title}</title><rect class="${toneOf(candidate - baseline, growth3, totals.candidate)}" x="${tenth(x)}" y="${y}" width="${tenth(Math.max(1, width - 0.5))}" height="${ROW - 1}"/>${words2}</g>`;
}
var tenth = (value2) => Math.round(value2 * 10) / 10;
var TONES = [0.5, 0.2, 0.05];
var NOISE = 0.01;
function toneOf(difference, growth3, total) {
  const least = Math.max(Math.abs(growth3), NOISE * total);
  const size2 = Math.abs(difference);
  const at = size2 < NOISE * total ? -1 : TONES.findIndex((from) => size2 >= from * least);
  return at === -1 ? "n" : `${difference > 0 ? "u" : "d"}${TONES.length - at}`;
}
function functionsTable(cell, profile, name2) {
  const rows = functionRows(cell, profile).map(
    (one2) => row(inline(htmlProse.code(one2.name)), [
      one2.file === null ? one2.kind : plainProse.cell(one2.file),
      share(one2.shares.baseline),
      share(one2.shares.candidate),
      withUnit(one2, one2.unit),
      one2.half === 0 ? "–" : withUnit({ ...one2, difference: one2.half }, one2.unit).replace("+", "±")
    ])
  );
  if (rows.length === 0) return NOTHING2;
  const head = ["function", "file", "of base", "of candidate", "change", "95 %"];
  return table(`CPU time of ${name2} by function`, head, rows);
}

// src/stats/ratio.ts
function meanLog(values) {
  return mean(values.map(positiveLog));
}
function geometricMean(values) {
  return Math.exp(meanLog(values));
}
function isPositive(value2) {
  return value2 > 0 && Number.isFinite(value2);
}
function positiveLog(value2) {
  if (!isPositive(value2)) throw new RangeError(`a ratio needs positive numbers, got ${value2}`);
  return Math.log(value2);
}

// src/compare/metrics/readings.ts
var ofLoad = (figure2) => (both) => ({
  ...both,
  log: (side2, load) => meanLogOf(side2[load].map(figure2)),
  absolute: (sides) => meanOf2(sides.flatMap(({ solo }) => solo.map(figure2))) ?? meanOf2(sides.flatMap(({ duet }) => duet.map(figure2)))
});
var ofProbes = (figure2) => (both) => ({
  ...both,
  log: ({ probe }) => meanLogOf(probe.map(figure2)),
  absolute: (sides) => {
    const all2 = sides.flatMap(({ probe }) => probe.map(figure2));
    return all2.length > 0 && all2.every(isPositive) ? geometricMean(all2) : null;
  }
});
var ofGenerations = (both, figure2) => ({
  ...both,
  log: (side2) => meanLogOf([figure2(side2)]),
  absolute: (sides) => meanOf2(sides.map(figure2))
});
function meanLogOf(values) {
  const known2 = values.filter((value2) => value2 !== null && isPositive(value2));
  return known2.length === 0 || known2.length < values.length ? null : meanLog(known2);
}
function meanOf2(values) {
  const known2 = values.filter((value2) => value2 !== null);
  return known2.length === 0 ? null : mean(known2);
}

// src/compare/metrics/capacity.ts
var capacity = {
  kind: "sampled",
  better: "larger",
  holdsCell: "decided",
  improvesCell: true,
  rounds: [],
  threshold: ({ slower }) => slower,
  reference: ({ rps }) => rps
};
var carriedConnections = {
  ...capacity,
  name: "capacity",
  unit: "connections",
  read: (both) => ofGenerations(both, levelOf("connections"))
};
var carriedRate = {
  ...capacity,
  name: "capacity-rate",
  unit: "requests/s",
  read: (both) => ofGenerations(both, levelOf("rate"))
};
var levelOf = (unit2) => ({ capacity: found }) => found === void 0 || found.of !== unit2 || isForeignStop(found) ? null : found.level;

// src/compare/rule.ts
var RULE = {
  /** Intervals are shown at 95 %: what readers expect, and what "no change" is held to. */
  intervalAlpha: 0.05,
  /** `couldSee` is the change that is seen four times out of five, the customary power. */
  power: 0.8,
  /**
   * Chance of any change that is not there being claimed in a whole report, in either direction; 1 % of
   * reports red, 1 % green. It is shared by the two kinds of cells and by the two ways to a claim (claims.ts), in each by
   * Holm over all that is tested, and by the looks as `looksAt` and `looksAtAll` say.
   */
  reportAlpha: 0.02,
  /**
   * Of that, what cells get that only the candidate's configuration has. They are corrected among themselves, so that
   * adding cells does not make it harder to show what became slower in those that were there. Little, because it is
   * taken from these.
   */
  newCellsShare: 0.1,
  /**
   * Of what a kind of cells has, what is spent on claims from all generations at once. It is for changes that need no
   * confirmation, and most changes do.
   */
  atOnceShare: 0.2,
  /** Of that, what each look may spend of what the looks before it have left: the first is what it is there for. */
  atOnceLookShare: 0.5,
  /**
   * Least s.d. of a generation's log ratio that a claim at once counts with. Where it was measured, it was 0.37 % at least
   * and 0.76 % for most; four values that agree better than this are luck.
   */
  leastSpread: 5e-3,
  /**
   * Of that, what is kept for the last look at least: small changes are decided there, and a look shortly before it would
   * take its share for next to nothing.
   */
  lastLookShare: 1 / 3,
  /**
   * A metric is suspect from half its threshold on: a true change of exactly the threshold is then flagged
   * nearly always, while noise that is small against the threshold is not.
   */
  suspectShare: 0.5,
  /** Generations between two looks while screening, so that looks stay few (see `no-change` in the simulation). */
  screenStep: 2,
  /**
   * Flagged comparisons, and comparisons that are tested at once, that a cell counts on at least when it decides whether it
   * is done: it may not know all of the others (they may be in another shard).
   */
  assumedFlagged: 12,
  assumedTested: 24,
  /** Values without which no change is claimed: with two, one degree of freedom is left to know the noise from. */
  leastGenerations: 3,
  /** Without two values there is no interval to screen by. */
  leastScreen: 2,
  /**
   * Screening ends early where even `maxGenerations` as noisy as these would leave an interval this many times
   * too wide for the threshold, and for the change that they seem to show: time would be spent on nothing. More than 1,
   * because few values know the noise badly.
   */
  hopelessFactor: 1.5,
  /**
   * Thresholds inside which the interval of a metric that is not suspect settles it, by how long it holds its cell. A
   * change of two thresholds is suspect nearly always. Memory of a collected runtime spreads so much that no number of
   * generations would narrow it, and a cell is not measured on for what nothing points at.
   */
  settledWithin: { decided: 1, narrow: 2, suspect: Number.POSITIVE_INFINITY },
  /**
   * Smallest difference of an exact count that is judged, per request: the nearest whole call or connection.
   * A retry or a pool that grows changes a few requests of a sample, a change of code changes all or half.
   * No percentage: one call more is one call more, also where there were 200.
   */
  exactStep: 0.5,
  /**
   * s.d. of ln(ratio) between two runs on machines of one fingerprint, beside what their generations show. Where
   * it was measured, two solo runs of one commit differed by 1.6–6 %; this is the middle of that on a log scale.
   */
  runToRunSd: 0.03,
  /**
   * The same where both figures were divided by a reference target that ran beside them. What both meet cancels out;
   * what is left is what two services that take turns on one machine differ by: 1.33 % on a quiet one, 2.84 % beside
   * a noisy neighbour (solo rounds A B B A, docs/internals/measuring.md). This is the middle of that on a log scale.
   */
  referencedSd: 0.02,
  /**
   * The same between machines with different fingerprints. Nobody could measure it here: it is assumed, and such a
   * verdict is advisory. How much faster a CPU is than another depends on the program (caches, branches, vector
   * units), so a ratio of two programs moves, too; with this much, a change is claimed from about 25 % on.
   */
  otherMachineSd: 0.1
};

// src/compare/metrics/counts.ts
function countsOf2({ baseline, candidate }, name2) {
  const read = (all2) => all2.flatMap(({ counts }) => counts?.[name2] ?? []);
  const both = { baseline: read(baseline), candidate: read(candidate) };
  return both.baseline.length === 0 || both.candidate.length === 0 ? null : both;
}
function countVerdict(counts, step = RULE.exactStep) {
  if (Math.min(...counts.candidate) - Math.max(...counts.baseline) >= step) return "regression";
  if (Math.min(...counts.baseline) - Math.max(...counts.candidate) >= step) return "improvement";
  return Math.abs(increase(counts)) >= step ? "inconclusive" : "no-change";
}
var increase = ({ baseline, candidate }) => mean(candidate) - mean(baseline);

// src/compare/metrics/connections.ts
var connections = {
  name: "connections",
  kind: "exact",
  unit: "per request",
  better: "smaller",
  counts: (both) => chooseCounts(countsOf2(both, "newConnections"), countsOf2(both, "upstreamConnections")),
  judge: (counts) => ({ verdict: countVerdict(counts), threshold: 0 }),
  step: () => RULE.exactStep,
  remark: keepAliveReason
};
function chooseCounts(client, upstream) {
  if (client === null || upstream === null) return client ?? upstream;
  const [ours, theirs] = [increase(client), increase(upstream)];
  if (Math.max(ours, theirs) > 0) return theirs > ours ? upstream : client;
  return theirs < ours ? upstream : client;
}
function keepAliveReason(both) {
  const calls = countsOf2(both, "upstreamCalls");
  const callsChanged = calls !== null && countVerdict(calls) !== "no-change";
  const changes = [
    ...changeWith("client", countsOf2(both, "newConnections")),
    ...callsChanged ? [] : changeWith("upstream", countsOf2(both, "upstreamConnections"))
  ];
  return changes.length === 0 ? null : { code: "keep-alive", changes };
}
function changeWith(peer, counts) {
  if (counts === null) return [];
  const verdict = countVerdict(counts);
  if (verdict !== "regression" && verdict !== "improvement") return [];
  const [baseline, candidate] = [mean(counts.baseline), mean(counts.candidate)];
  return [{ peer, lost: verdict === "regression", baseline, candidate }];
}

// src/compare/metrics/cpu.ts
var cpu = {
  name: "cpu",
  kind: "sampled",
  unit: "µs",
  better: "smaller",
  holdsCell: "decided",
  improvesCell: true,
  rounds: [],
  read: ofLoad(cpuUs),
  threshold: ({ slower }) => slower,
  reference: ({ cpuUs: cpuUs2 }) => cpuUs2
};

// src/compare/metrics/memory.ts
var FLOOR_BYTES = 3 * 2 ** 20;
var memoryThreshold = ({ memory: share2 }, baseline) => Math.max(share2, FLOOR_BYTES / baseline);
var MOST_MORE_ANSWERS = 1.25;
var memory = {
  name: "memory",
  kind: "sampled",
  unit: "bytes",
  better: "smaller",
  holdsCell: "suspect",
  improvesCell: false,
  mayStayOpen: (both) => fasterBy(both) > 1,
  rounds: [],
  read: (both) => ofGenerations(sameWork(alikeSides(both)), memoryBytes),
  threshold: (gate, baseline, both) => memoryThreshold(gate, baseline) * fasterBy(both),
  reference: null
};
function alikeSides({ baseline, candidate }) {
  const forget = whatIsNotCommon([...baseline, ...candidate]);
  return { baseline: baseline.map(forget), candidate: candidate.map(forget) };
}
function whatIsNotCommon(sides) {
  if (sides.some(({ cellMemoryBytes }) => cellMemoryBytes === void 0)) {
    return ({ sameWorkMemoryBytes: _, cellMemoryBytes: __, idleMemoryBytes: ___, ...side2 }) => side2;
  }
  if (sides.every(({ sameWorkMemoryBytes }) => sameWorkMemoryBytes !== void 0)) return (side2) => side2;
  return ({ sameWorkMemoryBytes: _, ...side2 }) => side2;
}
function sameWork(both) {
  const all2 = [...both.baseline, ...both.candidate];
  if (all2.every(({ sameWorkMemoryBytes }) => sameWorkMemoryBytes !== void 0)) return both;
  const [theirs, ours] = [both.baseline, both.candidate].map(meanAnswers);
  if (theirs == null || ours == null) return both;
  const isAlike = Math.max(theirs, ours) <= MOST_MORE_ANSWERS * Math.min(theirs, ours);
  return isAlike ? both : { baseline: [], candidate: [] };
}
function fasterBy(both) {
  if (both === void 0) return 1;
  const [theirs, ours] = [meanAnswers(both.baseline), meanAnswers(both.candidate)];
  if (theirs === null || ours === null || theirs <= 0) return 1;
  const times2 = ours / theirs;
  return times2 > MOST_MORE_ANSWERS ? times2 : 1;
}
var meanAnswers = (sides) => meanOf2(sides.map((side2) => answersOf2(side2)));
function answersOf2(side2) {
  const rounds = loadedRounds(side2);
  const known2 = rounds.flatMap(({ answers }) => answers ?? []);
  return known2.length < rounds.length || known2.length === 0 ? null : known2.reduce((sum, one2) => sum + one2, 0);
}
function memoryBytes({ sameWorkMemoryBytes, cellMemoryBytes, peakMemoryBytes }) {
  if (sameWorkMemoryBytes !== void 0) return sameWorkMemoryBytes;
  return cellMemoryBytes === void 0 ? peakMemoryBytes : cellMemoryBytes;
}

// src/compare/metrics/growth.ts
var growth2 = {
  name: "growth",
  kind: "sampled",
  unit: "bytes",
  better: "smaller",
  holdsCell: "narrow",
  improvesCell: false,
  rounds: ["solo"],
  read: (both) => {
    const alike = alikeSides(both);
    const [baseline, candidate] = [alike.baseline.filter(knowsGrowth), alike.candidate.filter(knowsGrowth)];
    const projection = projectionOf([...baseline, ...candidate]);
    return ofGenerations({ baseline, candidate }, (side2) => projected(side2, projection));
  },
  threshold: (gate, baseline) => Math.max(gate.memory, FLOOR_BYTES2 / baseline),
  reference: null
};
var REQUESTS = 1e4;
var REACH = 2;
var FLOOR_BYTES2 = 5 * 2 ** 20;
var knowsGrowth = (side2) => side2.solo.length > 0 && side2.idleMemoryBytes != null && bytesAnAnswer(side2) !== null;
function projectionOf(sides) {
  if (sides.length === 0) return null;
  const answers = sides.map(
    (side2) => loadedRounds(side2).reduce((sum, round2) => sum + (round2.answers ?? 0), 0)
  );
  return {
    idle: mean(sides.map(({ idleMemoryBytes }) => idleMemoryBytes ?? 0)),
    requests: Math.min(REQUESTS, REACH * Math.min(...answers))
  };
}
function projected(side2, projection) {
  const each = bytesAnAnswer(side2);
  return each === null || projection === null ? null : projection.idle + projection.requests * each;
}

// src/compare/metrics/idle-memory.ts
var idleMemory = {
  name: "idle-memory",
  kind: "sampled",
  unit: "bytes",
  better: "smaller",
  holdsCell: "suspect",
  improvesCell: false,
  rounds: [],
  read: (both) => ofGenerations(both, ({ idleMemoryBytes }) => idleMemoryBytes ?? null),
  threshold: memoryThreshold,
  reference: null
};

// src/compare/metrics/latency.ts
var FLOOR_US = 50;
var latency2 = {
  name: "latency",
  kind: "sampled",
  unit: "µs",
  better: "smaller",
  holdsCell: "narrow",
  improvesCell: true,
  rounds: ["probe"],
  read: ofProbes(({ latencyUs }) => latencyUs.p50),
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US / baseline),
  reference: ({ serviceUs }) => serviceUs
};

// src/compare/metrics/response-bytes.ts
var FLOOR_BYTES3 = 1024;
var responseBytes = {
  name: "response-bytes",
  kind: "exact",
  unit: "bytes",
  better: "smaller",
  counts: (both) => countsOf2(both, "responseBytes"),
  judge: ({ baseline, candidate }, gate) => {
    const most = Math.max(...baseline);
    const threshold = Math.max(gate.bytes, FLOOR_BYTES3 / Math.max(1, most));
    const isLarger = Math.min(...candidate) >= most * (1 + threshold);
    return { verdict: isLarger ? "regression" : "no-change", threshold };
  },
  step: ({ threshold, baseline }) => (threshold ?? 0) * baseline
};

// src/compare/metrics/service-counts.ts
var serviceCount = (service, count3) => ({
  name: serviceMetric2(service, count3),
  kind: "exact",
  unit: "per request",
  better: "smaller",
  counts: (both) => countsOf3(both, service, count3),
  judge: (counts) => judge(counts, count3),
  step: ({ candidate }) => countStep(count3, candidate)
});
function countsOf3({ baseline, candidate }, service, count3) {
  const read = (sides) => sides.flatMap(({ counts }) => counts?.services?.[service]?.[count3] ?? []);
  const both = { baseline: read(baseline), candidate: read(candidate) };
  if (both.baseline.length === 0 || both.candidate.length === 0) return null;
  const name2 = serviceMetric2(service, count3);
  const isMarked = [...baseline, ...candidate].some(({ counts }) => counts?.unsteady?.includes(name2));
  const isSteady = !isMarked && [both.baseline, both.candidate].every((side2) => agree(side2, count3));
  return isSteady ? both : { ...both, unsteady: true };
}
var agree = (side2, count3) => Math.max(...side2) - Math.min(...side2) < countStep(count3, Math.min(...side2));
function judge(counts, count3) {
  if (counts.unsteady === true) return { verdict: "no-change", threshold: null };
  const step = countStep(count3, Math.min(...counts.baseline, ...counts.candidate));
  const verdict = countVerdict(counts, step);
  return { verdict: verdict === "inconclusive" ? "no-change" : verdict, threshold: 0 };
}

// src/compare/metrics/tail.ts
var FLOOR_US2 = 1e3;
var tail = {
  kind: "sampled",
  unit: "µs",
  better: "smaller",
  holdsCell: "narrow",
  improvesCell: true,
  rounds: [],
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US2 / baseline),
  reference: ({ serviceUs }) => serviceUs
};
var p95 = { ...tail, name: "p95", read: ofLoad(quantile4("p95")) };
var p99 = { ...tail, name: "p99", read: ofLoad(quantile4("p99")) };
function quantile4(name2) {
  return ({ arrivals: arrivals2, latencyUs }) => arrivals2 === void 0 || arrivals2.reduced === true ? null : latencyUs[name2] ?? null;
}

// src/compare/metrics/throughput.ts
var throughput = {
  name: "throughput",
  kind: "sampled",
  unit: "requests/s",
  better: "larger",
  holdsCell: "decided",
  improvesCell: true,
  rounds: [],
  read: ofLoad(({ rps, arrivals: arrivals2 }) => arrivals2 === void 0 ? rps : null),
  threshold: ({ slower }) => slower,
  reference: ({ rps }) => rps
};
var answered = {
  ...throughput,
  name: "answered",
  holdsCell: "suspect",
  improvesCell: false,
  read: ofLoad(answeredRate),
  reference: null
};
function answeredRate({ rps, arrivals: arrivals2 }) {
  return arrivals2 === void 0 ? null : rps;
}

// src/compare/metrics/upstream-calls.ts
var upstreamCalls = {
  name: "upstream-calls",
  kind: "exact",
  unit: "per request",
  better: "smaller",
  counts: (both) => countsOf2(both, "upstreamCalls"),
  judge: (counts) => ({ verdict: countVerdict(counts), threshold: 0 }),
  step: () => RULE.exactStep
};

// src/compare/metrics/url-latency.ts
var FLOOR_US3 = 1e3;
var urlMedian = {
  name: "url-median",
  kind: "sampled",
  unit: "µs",
  better: "smaller",
  holdsCell: "narrow",
  improvesCell: true,
  rounds: [],
  read: ofLoad(({ latencyUs }) => latencyUs.p50),
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US3 / baseline),
  // No reference target runs there, but two days differ: that much is added to the spread of stored figures.
  reference: () => null
};

// src/compare/metrics/all.ts
var METRICS = [
  throughput,
  answered,
  cpu,
  p95,
  p99,
  latency2,
  memory,
  idleMemory,
  growth2,
  upstreamCalls,
  connections,
  responseBytes,
  urlMedian,
  carriedConnections,
  carriedRate
];
var all = METRICS;
var SAMPLED = all.filter((metric) => metric.kind === "sampled").filter((metric) => metric !== urlMedian);
var EXACT = all.filter((metric) => metric.kind === "exact");
var sampledOf = ({ url }) => url === void 0 ? SAMPLED : [...SAMPLED, urlMedian];
function metricNamed(name2) {
  const parts = partsOfServiceMetric(name2);
  if (parts !== null) return serviceCount(parts.service, parts.count);
  return all.find((metric) => metric.name === name2) ?? null;
}

// src/html/generations.ts
var USUAL = [
  PRIMARY,
  "answered",
  "cpu",
  "latency",
  "url-median",
  "capacity",
  "capacity-rate"
];
function coursesOf({ comparison, record: record2 }, most) {
  if (record2 === null) return [];
  const main = mainMetric(comparison)?.metric;
  const judged = comparison.metrics.map(({ metric }) => metric);
  const names2 = judged.length > 0 ? judged : sampledOf(record2).map(({ name: name2 }) => name2);
  const wanted = [...main === void 0 ? [] : [main], ...USUAL].filter((name2) => names2.includes(name2));
  return [...new Set(wanted)].flatMap((name2) => {
    const metric = metricNamed(name2);
    return metric?.kind === "sampled" ? [{ metric, pairs: pairsOf(record2, metric) }] : [];
  }).filter(({ pairs }) => pairs.length > 0).slice(0, most);
}
function pairsOf({ generations }, metric) {
  const pairs = generations.map((generation) => pairOf(generation, metric));
  return pairs.filter(({ baseline, candidate }) => baseline !== null || candidate !== null);
}
function pairOf(generation, metric) {
  const { baseline, candidate } = generation;
  const reading = metric.read({ baseline: baseline === null ? [] : [baseline], candidate: [candidate] });
  const value2 = (side2) => {
    const log3 = side2 === void 0 ? null : reading.log(side2, "duet") ?? reading.log(side2, "solo");
    return log3 === null ? null : Math.exp(log3);
  };
  return { generation, baseline: value2(reading.baseline[0]), candidate: value2(reading.candidate[0]) };
}
function generationsFigure({ metric, pairs }) {
  const words2 = metricWords(metric.name);
  const values = pairs.flatMap(
    ({ baseline, candidate }) => [baseline, candidate].filter((one2) => one2 !== null)
  );
  const { left: left2, right: right2, top, bottom } = PLOT;
  const axis = axisOf(values, [bottom - 6, top + 6], { isBytes: metric.unit === "bytes" });
  const step = (right2 - left2) / pairs.length;
  const half = Math.min(5, step / 5);
  const pointsOf = (side2) => pairs.map(({ [side2]: value2 }, at) => {
    const x = left2 + (at + 0.5) * step + (side2 === "baseline" ? -half : half);
    return value2 === null ? null : { x: place2(x), y: axis.at(value2) };
  });
  const [base, now] = [pointsOf("baseline"), pointsOf("candidate")];
  const known2 = (points) => points.filter((point) => point !== null);
  const joins = base.flatMap((from, at) => {
    const to = now[at] ?? null;
    return from === null || to === null ? [] : [line([from, to])];
  });
  const isPaired = joins.length > 0;
  const title = `${words2.long} in ${pairs.length} generations${isPaired ? ", pairs joined" : ""}: ${spreads(pairs, words2.figure)}`;
  return figure(
    capital2(words2.long),
    isPaired ? "the two sides of each generation joined" : "each generation",
    plot(title, axis, (tick) => bare(words2.figure(tick)), [
      confirmed(pairs, step),
      html`<path class="j" d="${joins.join("")}"/><path class="b p" d="${dots(known2(base))}"/><path class="o" d="${dots(known2(base))}"/><path class="c p" d="${dots(known2(now))}"/>`,
      below(place2(left2 + step / 2), "1"),
      pairs.length > 1 ? below(place2(right2 - step / 2), String(pairs.length)) : NOTHING2,
      pairs.length > 3 ? below(place2((left2 + right2) / 2), "generation") : NOTHING2
    ])
  );
}
function confirmed(pairs, step) {
  const first = pairs.findIndex(({ generation }) => generation.phase === "confirm");
  if (first === -1) return NOTHING2;
  const { left: left2, right: right2, top, bottom } = PLOT;
  const x = place2(left2 + first * step);
  return html`<path class="f" d="M${x} ${top}H${right2}V${bottom}H${x}z"/><text x="${x + 4}" y="${top + 10}">confirming</text>`;
}
function spreads(pairs, write) {
  const said = ["baseline", "candidate"].flatMap((side2) => {
    const values = pairs.flatMap(({ [side2]: value2 }) => value2 ?? []);
    return values.length === 0 ? [] : [`${side2} ${write(Math.min(...values))} to ${write(Math.max(...values))}`];
  });
  return said.join("; ");
}
function generationsTable(courses, name2) {
  const [first] = courses;
  if (first === void 0) return NOTHING2;
  const shown2 = (metric, value2) => value2 == null ? NONE2 : metricWords(metric).figure(value2);
  const columns = courses.flatMap(({ metric }) => [`${metricWords(metric.name).name}, base`, "candidate"]);
  const rows = first.pairs.map(
    ({ generation }) => row(generation.index + 1, [
      generation.phase,
      generation.startedFirst === "baseline" ? "base" : "candidate",
      ...courses.flatMap(({ metric, pairs }) => {
        const pair2 = pairs.find((one2) => one2.generation === generation);
        return [shown2(metric.name, pair2?.baseline), shown2(metric.name, pair2?.candidate)];
      }),
      duration(generation.durationMs)
    ])
  );
  return html`<details class="more"><summary>Every generation in figures</summary>${table(
    `Generations of ${name2}`,
    ["generation", "phase", "started first", ...columns, "took"],
    rows
  )}</details>
`;
}
var capital2 = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var bare = (text) => text.replace(/ (req\/s|connections?|CPU)$/, "");

// src/html/latency.ts
var QUANTILES = [
  { name: "min", share: 0, header: "min" },
  { name: "p50", share: 0.5, header: "p50" },
  { name: "p75", share: 0.75, header: "p75" },
  { name: "p90", share: 0.9, header: "p90" },
  { name: "p95", share: 0.95, header: "p95" },
  { name: "p99", share: 0.99, header: "p99" },
  { name: "p999", share: 0.999, header: "p99.9" }
];
var TOLD = ["min", "p50", "p90", "p99", "p999"];
var SIDES = ["baseline", "candidate"];
function sideLatency(cell, side2) {
  for (const kind of ["solo", "duet"]) {
    const rounds = roundsOf(cell, side2, kind);
    const summary = typicalLatency(rounds);
    const alone = typicalLatency(roundsOf(cell, side2, "probe"));
    if (summary !== null) return [{ side: side2, summary, alone, rounds: rounds.length, kind }];
  }
  return [];
}
function latencyFigure(cell) {
  const sides = SIDES.flatMap((side2) => sideLatency(cell, side2));
  const [first] = sides;
  if (first === void 0) return NOTHING2;
  const far = sides.every(({ summary }) => summary.p999 !== void 0) ? 0.999 : 0.99;
  const known2 = QUANTILES.filter(({ share: share2 }) => share2 <= far);
  const values = sides.flatMap(({ summary }) => known2.flatMap(({ name: name2 }) => summary[name2] ?? [])).filter((one2) => one2 > 0);
  if (values.length === 0) return NOTHING2;
  const axis = axisOf(values, [PLOT.bottom - 6, PLOT.top + 6]);
  const pointsOf = ({ summary }) => known2.flatMap(({ name: name2, share: share2 }) => {
    const value2 = summary[name2];
    return value2 === void 0 || value2 <= 0 ? [] : [{ x: across(share2, far), y: axis.at(value2) }];
  });
  const curves = sides.map((one2) => {
    const points = pointsOf(one2);
    const letter = one2.side === "baseline" ? "b" : "c";
    return html`<path class="${letter} l" d="${line(points)}"/><path class="${letter} p" d="${dots(points)}"/>${letter === "b" ? html`<path class="o" d="${dots(points)}"/>` : NOTHING2}`;
  });
  const labels2 = known2.filter(({ name: name2 }) => TOLD.includes(name2)).map(({ share: share2, header }) => below(across(share2, far), header));
  const said = sides.map(({ side: side2, summary }) => `${side2} p50 ${time(summary.p50)}, p99 ${time(summary.p99)}`).join("; ");
  const rounds = `medians over ${plural(first.rounds, `${first.kind} round`)}`;
  return figure(
    "Latency under load",
    rounds,
    plot(`Quantiles of the latency under load, ${rounds}: ${said}`, axis, time, [...curves, ...labels2])
  );
}
function across(share2, far) {
  const { left: left2, right: right2 } = PLOT;
  return place2(left2 + 12 + Math.log(1 - share2) / Math.log(1 - far) * (right2 - left2 - 26));
}
function latencyTable(cell, name2) {
  const sides = SIDES.flatMap((side2) => sideLatency(cell, side2));
  if (sides.length === 0) return NOTHING2;
  const shown2 = (us) => us === void 0 ? NONE2 : time(us);
  const rows = sides.map(
    ({ side: side2, summary, alone }) => row(side2 === "baseline" ? "base" : "candidate", [
      ...QUANTILES.map((one2) => shown2(summary[one2.name])),
      time(summary.max),
      time(summary.stdev),
      shown2(alone?.p50),
      shown2(alone?.p99)
    ])
  );
  const head = ["side", ...QUANTILES.map(({ header }) => header), "max", "s.d.", "alone, p50", "alone, p99"];
  return table(`Latency of ${name2}`, head, rows);
}

// src/html/strip.ts
var WIDTH2 = 132;
var MIDDLE = WIDTH2 / 2;
var UNIT = 14;
var REACH2 = 4.4;
var UNJUDGED = 0.03;
var LIMIT_UNIT = 0.1;
function changeStrip({ ratio, interval, threshold, kind }, tone) {
  if (kind === "exact" || !(ratio > 0)) return NOTHING2;
  const isJudged = threshold !== null && threshold > 0;
  const unit2 = Math.log1p(isJudged ? threshold : UNJUDGED);
  const span = {
    at: Math.log(ratio) / unit2,
    low: Math.log(interval?.low ?? ratio) / unit2,
    high: Math.log(interval?.high ?? ratio) / unit2
  };
  return drawn(span, isJudged ? tone : `${tone} unjudged`);
}
function limitStrip({ figure: figure2, bound, interval }, tone) {
  if (figure2 === null || bound <= 0) return NOTHING2;
  const unit2 = Math.log1p(LIMIT_UNIT);
  const units = (value2) => Math.log(Math.max(value2, 1e-12) / bound) / unit2;
  const span = {
    at: units(figure2),
    low: units(interval?.low ?? figure2),
    high: units(interval?.high ?? figure2)
  };
  return drawn(span, `${tone} bound`);
}
function drawn({ at, low, high }, classes) {
  const x = (value2) => {
    const place3 = MIDDLE + Math.max(-REACH2, Math.min(REACH2, value2)) * UNIT;
    return Math.round(place3 * 10) / 10;
  };
  const marks = [
    Math.abs(at) <= REACH2 ? html`<path class="w" d="M${x(at)} 9h0"/>` : NOTHING2,
    low < -REACH2 ? html`<path class="x" d="M0 9l7-5v10z"/>` : NOTHING2,
    high > REACH2 ? html`<path class="x" d="M${WIDTH2} 9l-7-5v10z"/>` : NOTHING2
  ];
  return html`<svg class="strip ${classes}" aria-hidden="true"><path class="v" d="M${x(low)} 9H${x(high)}"/>${marks}</svg>`;
}

// src/html/tones.ts
var VERDICT_TONES = {
  regression: "bad",
  improvement: "good",
  "no-change": "same",
  inconclusive: "open",
  invalid: "fail",
  new: "new",
  unchanged: "idle"
};
var HEADLINE_TONES = {
  bad: "bad",
  good: "good",
  unsure: "open",
  failed: "fail",
  idle: "idle"
};
var LIMIT_TONES = {
  holds: "same",
  broken: "bad",
  undecided: "open",
  unknown: "open"
};
var pill = (tone, words2) => html`<span class="pill ${tone}">${words2}</span>`;

// src/html/cell.ts
var COURSES = { full: 3, brief: 1, least: 1 };
function cellSection(cell, run, depth, isOpen) {
  const { number: number6, row: shown2, tone, isElsewhere } = cell;
  const advisory = isElsewhere ? html` <span class="hint">at a URL, advisory</span>` : NOTHING2;
  return html`<details class="cell" id="c${number6}"${isOpen ? html` open=""` : NOTHING2}><summary><h3>${shown2.cell}</h3>${pill(tone, shown2.word)}${advisory}${shown2.change === NONE2 ? NOTHING2 : html`<span class="by">${shown2.change}</span>`}</summary>
<div class="in">${whyText2(cell.comparison, run)}${metricsTable(cell.comparison, shown2.cell, depth)}${limitsTable(cell.comparison, shown2.cell)}${pictures(cell, depth)}${depth === "full" ? flameFigure(cell.comparison, cell.record, shown2.cell) : NOTHING2}${figures(cell, depth)}</div></details>
`;
}
function whyText2(cell, run) {
  const isChange = cell.verdict === "regression" || cell.verdict === "improvement";
  const sentences = isChange ? changedSentences(cell, run, htmlProse) : cell.reason === null ? [] : [htmlProse.text(sentence2(reasonText(cell.reason)))];
  return sentences.length === 0 ? NOTHING2 : html`<p>${inline(sentences.join(" "))}</p>`;
}
var METRIC_VERDICTS = {
  regression: "worse",
  improvement: "better",
  "no-change": "no change",
  inconclusive: "not decided",
  invalid: "invalid"
};
function metricsTable({ metrics }, name2, depth) {
  const isSame = ({ kind, baseline, candidate }) => kind === "exact" && baseline === candidate;
  const isQuiet = ({ metric, verdict }) => verdict === "no-change" && !USUAL.includes(metric);
  const told2 = metrics.filter(
    (metric) => depth === "full" || !(isSame(metric) || depth === "least" && isQuiet(metric))
  );
  if (told2.length === 0) return NOTHING2;
  const rows = told2.map((metric) => {
    const words2 = metricWords(metric.metric);
    const { baseline, candidate } = together(metric);
    const tone = VERDICT_TONES[metric.verdict];
    const isJudged = metric.threshold !== null;
    return row(plainProse.cell(nameIn(metric)), [
      words2.figure(baseline),
      words2.figure(candidate),
      changeText(metric),
      rangeText(metric),
      changeStrip(metric, tone),
      metric.kind === "exact" ? "any" : metric.couldSee === null ? NONE2 : `≥ ${percent(metric.couldSee)}`,
      isJudged ? METRIC_VERDICTS[metric.verdict] : "reported"
    ]);
  });
  const head = [
    "metric",
    "base",
    "now",
    "change",
    "95 % interval",
    "against the gate",
    "could see",
    "verdict"
  ];
  return table(`Metrics of ${name2}`, head, rows);
}
function limitsTable({ limits = [] }, name2) {
  if (limits.length === 0) return NOTHING2;
  const rows = limits.map((limit) => {
    const { figure: figure2, span } = limitWords(limit.limit);
    const known2 = (value2) => value2 === null ? NONE2 : figure2(value2);
    return row(boundText(limit), [
      known2(limit.baseline),
      known2(limit.figure),
      limit.interval === null ? NONE2 : span(limit.interval),
      limitStrip(limit, LIMIT_TONES[limit.verdict]),
      LIMIT_STATES[limit.verdict].word
    ]);
  });
  return table(
    `Limits of ${name2}`,
    ["limit", "base", "now", "95 % interval", "against the limit", "verdict"],
    rows
  );
}
function pictures(cell, depth) {
  const { record: record2 } = cell;
  if (record2 === null) return NOTHING2;
  const courses = coursesOf(cell, COURSES[depth]).map(generationsFigure);
  const cpu2 = depth === "full" ? cpuFigure(record2) : NOTHING2;
  return html`<div class="charts">${courses}${capacityFigure(record2)}${latencyFigure(record2)}${cpu2}</div>`;
}
function figures(cell, depth) {
  const { record: record2, row: shown2 } = cell;
  if (record2 === null || depth === "least") return NOTHING2;
  if (depth === "brief") return html`${latencyTable(record2, shown2.cell)}${costsTable(record2, shown2.cell)}`;
  const courses = coursesOf(cell, COURSES.full);
  return html`${latencyTable(record2, shown2.cell)}${stepsTable(record2, shown2.cell)}${costsTable(record2, shown2.cell)}${generationsTable(courses, shown2.cell)}${capacityTable(record2, shown2.cell)}`;
}

// src/html/document.ts
import { createHash } from "node:crypto";
var hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
function policyOf({ style, script }) {
  const scripts = script === null ? "" : ` script-src ${hashOf(script)};`;
  return `default-src 'none'; style-src ${hashOf(style)};${scripts} base-uri 'none'; form-action 'none'`;
}
function htmlDocument(document2) {
  const { title, style, script, body } = document2;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${new Markup(policyOf(document2))}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
${script === null ? NOTHING2 : html`<script>${new Markup(script)}</script>\n`}</body>
</html>
`.text;
}

// src/report/accepted-block.ts
var acceptedLines = ({ cells }, prose) => cells.flatMap((cell) => cell.accepted === void 0 ? [] : [acceptedLine(cell, cell.accepted, prose)]);
function acceptedLine({ target, scenario }, accepted, prose) {
  const cell = prose.name(target, scenario);
  const who = `by ${prose.cell(accepted.by)}`;
  const why = `because: ${reasonText2(accepted.reason, prose)}`;
  const metric = accepted.metric === null ? "something else" : metricWords(accepted.metric).name;
  switch (accepted.state) {
    case "holds":
      return `🟡 ${cell} is accepted ${who}${untilText(accepted.until)}, ${why}`;
    case "over":
      return `${cell} was accepted ${who}${untilText(accepted.until)}, which is over, ${why}`;
    case "grown":
      return `${cell} was accepted ${who}, but its ${metric} is worse than that by now. It was accepted ${why}`;
    case "limit":
      return `${cell} was accepted ${who}, but it breaks a limit, which nobody can accept. It was accepted ${why}`;
    case "more":
      return `${cell} was accepted ${who}, but not that its ${metric} is worse. It was accepted ${why}`;
  }
}
function reasonText2(reason, prose = markdownProse) {
  const text = reason.trim();
  return prose.text(/[.!?…]$/.test(text) ? text : `${text}.`);
}
function untilText(until) {
  return until === null ? "" : ` until ${until}`;
}

// src/report/body.ts
function gateTellsMore(record2, comparison, gate) {
  const { verdict, counts, advisory } = comparison;
  const isBad = verdict === "regression" || counts.invalid > 0 || record2.problems.length > 0;
  return isBad === gate.passed && !advisory && gate.reason.trim() !== "";
}

// src/report/footer.ts
var saysMore = (name2, sha2) => name2.trim() !== "" && !sha2.startsWith(name2) && !name2.startsWith(sha2);

// src/html/first-screen.ts
var NOTES = 20;
var PROBLEMS = 100;
var MESSAGE_LENGTH2 = 2e3;
function firstScreen(outcome, context) {
  const { record: record2, comparison, gate } = outcome;
  const { text, tone } = headline(record2, comparison, htmlProse);
  const why = lead(record2, comparison, context, htmlProse).join(" ");
  const news = gateTellsMore(record2, comparison, gate);
  return html`<p class="brand">loadgate${subject(context)}</p>
<div class="verdict ${HEADLINE_TONES[tone]}"><h1>${inline(capital3(text))}</h1>
${why === "" ? NOTHING2 : html`<p class="lead">${inline(why)}</p>
`}<p>${pill(gate.passed ? "good" : "bad", gate.passed ? "The check passes" : "The check fails")}${news ? html` ${inline(htmlProse.text(sentence2(gate.reason)))}` : NOTHING2}</p></div>
${unverifiedNote(context)}${notesBlock(outcome, context)}${facts(record2, context)}`;
}
var capital3 = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var subject = ({ pullRequest }) => pullRequest === null ? "" : ` · pull request ${pullRequest}`;
function unverifiedNote({ unverified }) {
  if (unverified === void 0) return NOTHING2;
  const run = link2("That run", unverified.runUrl);
  return html`<div class="note warn"><p><strong>The figures are reported by the ${unverified.whose}'s run; not verified.</strong> ${run} used the pull request's own code and workflow, so its author can make it say anything.</p></div>
`;
}
function notesBlock({ record: record2, comparison }, { notes }) {
  const idle = comparison.counts.unchanged;
  const unchanged = idle > 0 && idle < comparison.cells.length ? [`${plural(idle, "cell was", "cells were")} not run: the inputs equal the baseline's.`] : [];
  const said = [
    ...acceptedLines(comparison, htmlProse),
    ...notes.slice(0, NOTES).map((note) => htmlProse.text(sentence2(note), MESSAGE_LENGTH2)),
    ...unchanged
  ].filter((note) => note !== "");
  return html`${said.map(
    (note) => html`<div class="note"><p>${inline(note)}</p></div>
`
  )}${problemsBlock(record2)}`;
}
function problemsBlock(record2) {
  const problems = problemsOf(record2);
  const more = problems.length - PROBLEMS;
  const told2 = problems.slice(0, PROBLEMS).map(({ message, code: code3, location, hint, log: log3 }) => {
    const place3 = location === null ? "" : ` in ${htmlProse.code(locationText(location))}`;
    const title = `${htmlProse.strong(htmlProse.text(sentence2(message), MESSAGE_LENGTH2))} (${htmlProse.code(code3)}${place3})`;
    const lines = excerptOf(log3);
    return html`<div class="note warn"><p>${inline(title)}</p>${hint.trim() === "" ? NOTHING2 : html`<p>What to do: ${inline(htmlProse.text(sentence2(hint), MESSAGE_LENGTH2))}</p>`}${lines.every((line2) => line2 === "") ? NOTHING2 : html`<details class="more"><summary>From its log</summary><pre>${lines.map(
      (line2) => html`${line2}
`
    )}</pre></details>`}</div>
`;
  });
  return html`${told2}${more > 0 ? html`<p>And ${plural(more, "more problem")}: they are in the record.</p>` : NOTHING2}`;
}
function facts(record2, context) {
  const { candidate, baseline, startedAt, durationMs } = record2;
  const against = baseline === null ? NOTHING2 : html` against ${commit(baseline, context)}`;
  const run = context.runUrl === null ? NOTHING2 : html` · ${link2("run log", context.runUrl)}`;
  return html`<p class="facts">${commit(candidate, context)}${against} · <time datetime="${startedAt}">${startedAt.slice(0, 16).replace("T", " ")} UTC</time> · ${duration(durationMs)}${run}</p>
`;
}
function commit({ sha: sha2, label: label2 }, { repositoryUrl }) {
  const isSha = /^[0-9a-f]{7,64}$/.test(sha2);
  const short2 = html`<code>${isSha ? sha2.slice(0, 7) : plainProse.text(sha2, 12)}</code>`;
  const page = isSha && repositoryUrl !== null ? `${repositoryUrl}/commit/${sha2}` : null;
  const name2 = saysMore(label2, sha2) ? plainProse.cell(label2) : "";
  return html`${link2(short2, page)}${name2 === "" ? "" : ` (${name2})`}`;
}

// src/html/overview.ts
function newsTable(cells, nowHeader) {
  if (cells.length === 0) return NOTHING2;
  const rows = cells.map((cell) => {
    const { row: row2, tone } = cell;
    return html`<tr><th>${nameOf2(cell)}</th><td>${pill(tone, row2.word)}</td>${figuresOf(row2)}<td>${stripOf(cell)}</td><td class="text">${inline(row2.why)}</td></tr>
${limitRows(cell.comparison, htmlProse, false).map(limitRow)}`;
  });
  return html`<div class="scroll" tabindex="0" role="region" id="news" aria-label="Cells that changed or are not known"><table>
<thead><tr><th>cell</th><th>verdict</th>${heads(nowHeader)}<th>against the gate</th><th class="text">why</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
function limitRow(row2) {
  return html`<tr class="limit"><th>${row2.cell}</th><td>${pill(VERDICT_TONES[row2.verdict], row2.word)}</td>${figuresOf(row2)}<td></td><td class="text">${inline(row2.why)}</td></tr>
`;
}
function allTable(cells, nowHeader) {
  const rows = cells.map((cell) => {
    const { row: row2, tone, number: number6, comparison } = cell;
    const rank = CELL_VERDICTS.indexOf(comparison.verdict);
    const ratio = leadingLimit(comparison) === null ? mainMetric(comparison)?.ratio ?? 1 : 1;
    const effect2 = Number.isFinite(ratio) ? Math.round((ratio - 1) * 1e4) / 1e4 : 0;
    return html`<tr data-c="${number6}" data-w="${row2.word}" data-r="${rank}" data-e="${effect2}"><th>${nameOf2(cell)}</th>${figuresOf(row2)}<td>${stripOf(cell)}</td><td>${row2.couldSee}</td><td>${pill(tone, row2.word)}</td></tr>
${limitRows(comparison, htmlProse, true).map(
      (limit) => html`<tr class="limit"><th>${limit.cell}</th>${figuresOf(limit)}<td></td><td>${limit.couldSee}</td><td>${pill(VERDICT_TONES[limit.verdict], limit.word)}</td></tr>
`
    )}`;
  });
  return html`<div class="scroll" id="all" tabindex="0" role="region" aria-label="All cells"><table>
<thead><tr><th data-s="n">cell</th>${heads(nowHeader, true)}<th>against the gate</th><th>could see</th><th data-s="r">verdict</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}
var heads = (nowHeader, sorts = false) => html`<th>base</th><th>${nowHeader}</th><th${sorts ? html` data-s="e"` : NOTHING2}>change</th><th>95 % interval</th>`;
var figuresOf = ({ base, now, change: change2, range: range3 }) => html`<td>${base}</td><td>${now}</td><td>${change2}</td><td>${range3 === "" ? NONE2 : range3}</td>`;
var nameOf2 = ({ number: number6, row: row2, hasFigures: hasFigures2 }) => hasFigures2 ? html`<a href="#c${number6}">${row2.cell}</a>` : html`${row2.cell}`;
function stripOf({ comparison, tone }) {
  const limit = leadingLimit(comparison);
  if (limit !== null) return limitStrip(limit, tone);
  const metric = mainMetric(comparison);
  return metric === null ? NOTHING2 : changeStrip(metric, tone);
}
function legend() {
  return html`<p class="key"><span><svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path class="b p" d="M8 8h0"/><path class="o" d="M8 8h0"/></svg>baseline</span><span><svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path class="c p" d="M8 8h0"/></svg>candidate</span><span><svg class="strip bad" aria-hidden="true"><path class="v" d="M5 9H20"/><path class="w" d="M12 9h0"/></svg>change and its 95 % interval; the gate lets pass what lies in the grey band, less to the left, more to the right</span></p>
`;
}

// src/report/how.ts
var FACT_LENGTH = 120;
var REASON_LENGTH3 = 300;
var STAGES = 6;
var RATES = 6;
function howPoints(record2, comparison, prose) {
  const points = [
    ["Cell", hasFigures(record2) ? "a target (a service) under a scenario (its load)" : ""],
    ["Machine", machineText2(record2, prose)],
    ["Second machine", secondMachineText(record2, prose)],
    ["Runtime", runtimeText(record2, prose)],
    ["Caps", capsText2(record2.runtime, prose)],
    ["Amount", amountText(record2)],
    ["Dropped", droppedText(record2)],
    ["Bodies", bodiesText(record2, prose)],
    ["Figures", figuresText(record2, comparison, prose)],
    ["At a rate", rateText(record2, prose)],
    ["Capacity", capacityText(record2, prose)],
    ["Profile", profileText(record2, prose)],
    ["Could see", couldSeeSentences(comparison).join(" ")],
    ["Time", timeText(record2, prose)],
    ["Seed", `${record2.seed}, loadgate ${fact2(record2.version, prose)}`]
  ];
  return points.filter(([, text]) => text !== "");
}
var MACHINES = 6;
function machineText2({ machine, shards = [] }, prose) {
  if (shards.length === 0) return describeMachine(machine, prose);
  const counts = /* @__PURE__ */ new Map();
  for (const one2 of shards) {
    const text = describeMachine(one2.machine, prose);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const kinds = [...counts].map(([text, count3]) => `${plural(count3, "shard")} on ${text}`);
  const more = kinds.length - MACHINES;
  return [...kinds.slice(0, MACHINES), ...more > 0 ? [`and ${plural(more, "more kind")}`] : []].join("; ");
}
function secondMachineText({ second: second2 }, prose) {
  if (second2 === void 0) return "";
  const took = `measured ${plural(second2.cells.length, "red cell")} again in ${duration(second2.durationMs)}`;
  return `${describeMachine(second2.machine, prose)}; ${took}`;
}
function describeMachine(machine, prose) {
  const size2 = `${plural(machine.cores, "core")}, ${bytes(machine.memoryBytes)}`;
  const system = `${fact2(machine.os, prose)} (kernel ${fact2(machine.kernel, prose)}, ${fact2(machine.arch, prose)})`;
  return `${fact2(machine.cpuModel, prose)}, ${size2}, ${system}`;
}
function runtimeText(record2, prose) {
  const { runtime, caps } = record2;
  if (!hasFigures(record2)) return "";
  if (runtime.kind === "url") return "none: somebody else runs all targets";
  const engine = runtime.kind === "docker" ? `Docker ${fact2(runtime.version, prose)}, cgroup ${runtime.cgroup}${farText(runtime, prose)}` : `processes of this machine, no containers (Node.js ${fact2(runtime.version, prose)})${insteadText(runtime, prose)}`;
  const each = `${plural(caps.cpus, "CPU")} and ${bytes(caps.memoryBytes)} for each target`;
  return `${engine}; ${each}; ${coresText(runtime)}`;
}
function farText({ engine }, prose) {
  if (engine === void 0) return "";
  const { cores, memoryBytes: memoryBytes2, kernel, arch } = engine;
  const size2 = `${plural(cores, "core")}, ${bytes(memoryBytes2)}, kernel ${fact2(kernel, prose)}, ${fact2(arch, prose)}`;
  return ` on another machine (${size2}), whose engine is asked for CPU time and memory before and after each round`;
}
function insteadText({ instead: instead2 }, prose) {
  return instead2 === void 0 ? "" : `, since ${prose.text(instead2, REASON_LENGTH3)}`;
}
function coresText(runtime) {
  const { targetCores, generatorCores, serviceCores, engine } = runtime;
  const isPlain = serviceCores === void 0;
  if (targetCores === null && engine !== void 0) return "targets on any core of it";
  if (targetCores === null) {
    return isPlain ? "target and load generator share the cores" : "target, services and load generator share the cores";
  }
  const target = `target on ${coreList(targetCores)}`;
  if (generatorCores === null) return target;
  return `${target}, load generator on ${coreList(generatorCores)}${engine === void 0 ? "" : " of its own machine"}${isPlain ? "" : `, ${servicesText(runtime)}`}`;
}
function servicesText({ serviceCores, generatorCores, engine }) {
  if (serviceCores == null) return "services on any core";
  const isShared = engine === void 0 && serviceCores.some((core) => generatorCores?.includes(core) === true);
  return isShared ? "services beside the load generator, since no core is left for them" : `services on ${coreList(serviceCores)}`;
}
function coreList(cores) {
  const shown2 = cores.length > 8 ? `${cores.slice(0, 8).join(", ")}, …` : list(cores.map(String));
  return `core${cores.length === 1 ? "" : "s"} ${shown2}`;
}
function capsText2({ capsHeld, capsMissing }, prose) {
  if (capsHeld.length + capsMissing.length === 0) return "";
  const missing = capsMissing.length === 0 ? "" : prose.strong(`not held: ${list(capsMissing)}`);
  const held = capsHeld.length === 0 ? "" : capsMissing.length === 0 ? `all held (${list(capsHeld)})` : `held: ${list(capsHeld)}`;
  return [missing, held].filter((text) => text !== "").join("; ");
}
function amountText(record2) {
  const { generations, fewest, most, rounds } = amountOf(record2);
  if (generations === 0) return "";
  const each = fewest === most ? number(most) : `${number(fewest)} to ${number(most)}`;
  const fresh = { docker: ", each in fresh containers", process: ", each in fresh processes", url: "" };
  return `${each} generations (starts) a cell, ${number(generations)} in all${fresh[record2.runtime.kind]}; ${plural(rounds, "round")} of load`;
}
function droppedText(record2) {
  const { starved, throttled, "generator-late": late } = droppedOf(record2);
  const parts = [
    starved === 0 ? "" : `${plural(starved, "generation")} in which others had the CPU`,
    late === 0 ? "" : `${plural(late, "generation")} in which the load generator sent too late`,
    throttled === 0 ? "" : `${plural(throttled, "generation")} in which a quota held a target below its cap`
  ];
  return list(parts.filter((text) => text !== ""));
}
var NAMED_CELLS = 8;
function bodiesText({ cells }, prose) {
  const unstable = cells.flatMap(
    ({ target, scenario, unstableBody }) => unstableBody === void 0 ? [] : [`${prose.cell(target, scenario)} (${differText(unstableBody)})`]
  );
  if (unstable.length === 0) return "";
  const more = unstable.length - NAMED_CELLS;
  const named5 = more > 0 ? [...unstable.slice(0, NAMED_CELLS), plural(more, "more cell")] : unstable;
  return `not compared in ${list(named5)}. Their load checks the status of each answer, and that it has a body`;
}
function differText({ sides, found }) {
  const whose = sides === "both" ? "both sides differ" : `the ${sides}'s differ`;
  return `${whose} from one answer to the next${found === "under-load" ? ", now and then" : ""}`;
}
function figuresText(record2, { stored }, prose) {
  if (!hasFigures(record2)) return "";
  const absolute = "requests per second are those of each side alone under its full caps";
  if (record2.baselineFigures === "run") {
    return `changes come from duets: both sides at once on the same cores, in this run; ${absolute}, set apart by that change`;
  }
  if (record2.baselineFigures === "stored")
    return `${absolute}; the base column comes from the stored record, and changes compare the two${dividedText(stored, prose)}`;
  return absolute;
}
function rateText({ cells }, prose) {
  const asked2 = cells.flatMap((cell) => {
    const perSecond = cell.reduced === void 0 ? askedRate(cell) : null;
    return perSecond === null ? [] : [`${prose.cell(cell.target, cell.scenario)} at ${rate(perSecond)}`];
  });
  const reduced = cells.flatMap(
    (cell) => cell.reduced === void 0 ? [] : [
      `${prose.cell(cell.target, cell.scenario)} at ${rate(cell.reduced.rate)} instead of ${rate(cell.reduced.seen)}`
    ]
  );
  const parts = [
    asked2.length === 0 ? "" : `${few2(asked2)}: requests arrive whether answers come or not, and each latency counts from the arrival`,
    reduced.length === 0 ? "" : `${few2(reduced)}, since the load generator was at its limit: decided by CPU time per request and service time`
  ];
  return parts.filter((text) => text !== "").join("; ");
}
function capacityText({ cells }, prose) {
  const searched = cells.filter((cell) => carriedText(cell, "candidate") !== null).map(({ target, scenario }) => prose.cell(target, scenario));
  if (searched.length === 0) return "";
  return `${few2(searched)}: each side alone under its full caps, in turns at the same levels, until a limit was broken twice`;
}
function askedRate({ generations }) {
  const rounds = generations.flatMap(({ candidate: { duet, solo } }) => [...duet, ...solo]);
  return rounds.at(-1)?.arrivals?.rate ?? null;
}
var few2 = (cells) => list(cells.length > RATES ? [...cells.slice(0, RATES), `${number(cells.length - RATES)} more`] : cells);
function dividedText(stored, prose) {
  if (stored === void 0) return "";
  const { divided, undivided } = stored;
  if (undivided === null)
    return divided === 0 ? "" : ", each divided by the reference target that ran beside it, which also scales the base column to this machine";
  const which = divided === 0 ? ", as they are" : "; some are not divided by the reference target";
  return `${which} (${prose.text(undividedText(undivided), REASON_LENGTH3)})`;
}
function timeText(record2, prose) {
  const stages = Object.entries(record2.timing).filter(([, ms]) => ms >= 50).sort(([, a], [, b]) => b - a).slice(0, STAGES).map(([stage, ms]) => `${fact2(stage, prose)} ${duration(ms)}`);
  const whole = duration(record2.durationMs);
  return stages.length === 0 ? whole : `${whole}: ${stages.join(", ")}`;
}
function hasFigures(record2) {
  return record2.cells.some(({ state, generations }) => state !== "unchanged" && generations.length > 0);
}
function fact2(text, prose) {
  return prose.text(text, FACT_LENGTH) || "unknown";
}

// src/html/run.ts
function timeSection({ timing, durationMs }) {
  const stages = Object.entries(timing).sort(([, a], [, b]) => b - a);
  const longest = Math.max(1, ...stages.map(([, ms]) => ms));
  if (stages.length === 0) return NOTHING2;
  const rows = stages.map(
    ([stage, ms]) => row(plainProse.cell(stage), [
      duration(ms),
      durationMs > 0 ? share(ms / durationMs) : NONE2,
      html`<svg class="bar" viewBox="0 0 160 12" aria-hidden="true"><rect width="${Math.round(ms / longest * 1600) / 10}" height="12" rx="2"/></svg>`
    ])
  );
  return html`<h2 id="time">Where the time went</h2>
<p>The run took ${duration(durationMs)}. Stages may overlap.</p>
${table("Where the time went", ["stage", "took", "of the run", "beside the longest"], rows)}`;
}
function howSection({ record: record2, comparison }, { repeatCommand }) {
  const points = hasFigures(record2) ? howPoints(record2, comparison, htmlProse) : [];
  const command = plainProse.text(repeatCommand, 400);
  if (points.length === 0 && command === "") return NOTHING2;
  return html`<h2 id="how">How this was measured</h2>
<dl>${points.map(([name2, text]) => html`<dt>${name2}</dt><dd>${inline(text)}</dd>`)}</dl>
${imagesTable(record2)}${command === "" ? NOTHING2 : html`<h3>Repeat it</h3><p class="hint">In a checkout of the candidate; the seed repeats every random choice.</p><pre><code>${command}</code></pre>
`}`;
}
function imagesTable({ images = [] }) {
  if (images.length === 0) return NOTHING2;
  const rows = images.map(
    ({ target, side: side2, sizeBytes, buildMs }) => row(plainProse.cell(target), [
      side2 === "baseline" ? "base" : "candidate",
      sizeBytes === null ? NONE2 : bytes(sizeBytes),
      duration(buildMs)
    ])
  );
  return html`<details class="more"><summary>Images</summary>${table("Images", ["target", "side", "size", "build took"], rows)}</details>
`;
}

// src/html/script.ts
var SCRIPT = `
'use strict';
(() => {
  const openTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const cell = id === '' ? null : document.getElementById(id);
    if (!(cell instanceof HTMLDetailsElement)) return;
    for (let up = cell; up !== null; up = up.parentElement.closest('details')) up.open = true;
    cell.scrollIntoView();
  };
  addEventListener('hashchange', openTarget);
  openTarget();
  const place = document.getElementById('controls');
  if (place === null) return;
  const body = document.querySelector('#all tbody');
  const groups = [];
  for (const row of body.rows) {
    if (row.dataset.c === undefined) groups.at(-1).rows.push(row);
    else groups.push({ rows: [row], data: row.dataset, cell: document.getElementById('c' + row.dataset.c),
      text: row.cells[0].textContent.toLowerCase() });
  }
  const add = (parent, name, fields, text) => {
    const element = Object.assign(document.createElement(name), fields);
    if (text !== undefined) element.append(text);
    parent.append(element);
    return element;
  };
  const search = add(add(place, 'label', {}, 'Find a cell '), 'input', { type: 'search' });
  const choice = add(add(place, 'label', {}, 'Show '), 'select', {});
  add(choice, 'option', { value: '' }, 'all verdicts');
  for (const word of new Set(groups.map(({ data }) => data.w))) add(choice, 'option', { value: word }, word);
  const toggle = add(place, 'button', { type: 'button' }, 'Open all cells');
  const count = add(place, 'output', {});
  const isShown = ({ text, data }) => text.includes(search.value.trim().toLowerCase()) ? ['', data.w].includes(choice.value) : false;
  const show = () => {
    let shown = 0;
    for (const group of groups) {
      const hidden = !isShown(group);
      for (const row of group.rows) row.hidden = hidden;
      if (group.cell !== null) group.cell.hidden = hidden;
      if (!hidden) shown += 1;
    }
    count.value = shown === groups.length ? '' : shown + ' of ' + groups.length + ' cells';
  };
  search.addEventListener('input', show);
  choice.addEventListener('change', show);
  let allOpen = false;
  toggle.addEventListener('click', () => {
    allOpen = !allOpen;
    for (const { cell } of groups) if (cell !== null) cell.open = allOpen;
    const fold = document.getElementById('calm');
    if (fold !== null) fold.open = allOpen;
    toggle.textContent = allOpen ? 'Close all cells' : 'Open all cells';
  });
  const sorts = { n: (a, b) => a.text.localeCompare(b.text), e: (a, b) => Number(a.data.e) - Number(b.data.e), r: (a, b) => Number(a.data.r) - Number(b.data.r) };
  const heads = [...document.querySelectorAll('#all th[data-s]')];
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const back = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', back ? 'descending' : 'ascending');
      groups.sort(sorts[head.dataset.s]);
      if (back) groups.reverse();
      body.append(...groups.flatMap(({ rows }) => rows));
    });
  }
})();
`;

// src/report/second.ts
var FACT_LENGTH2 = 120;
var REASON_LENGTH4 = 160;
var OPINIONS = {
  agrees: "confirmed",
  disagrees: "not confirmed",
  undecided: "stays red: not refuted",
  none: "stays red: not measured"
};
var asked = ({ cells }) => cells.filter(({ second: second2 }) => second2 !== void 0);
function secondSentence(comparison) {
  const cells = asked(comparison);
  const count3 = (opinion) => cells.filter(({ second: second2 }) => second2?.opinion === opinion).length;
  const [agreed, refuted, open2, none] = ["agrees", "disagrees", "undecided", "none"].map(
    count3
  );
  const parts = [
    agreed === 0 ? "" : `${number(agreed)} confirmed`,
    refuted === 0 ? "" : `${number(refuted)} not confirmed (undecided now)`,
    open2 === 0 ? "" : `${number(open2)} not refuted (${open2 === 1 ? "stays" : "stay"} red)`,
    none === 0 ? "" : `${number(none)} not measured (${none === 1 ? "stays" : "stay"} red)`
  ].filter((part) => part !== "");
  const what = plural(cells.length, "cell was red, and was", "cells were red, and were");
  return `${what} measured again on another machine: ${list(parts)}.`;
}
var secondRows = (comparison, prose) => asked(comparison).flatMap((cell) => rowsOf2(cell, prose));
function rowsOf2({ target, scenario, second: second2 }, prose) {
  if (second2 === void 0) return [];
  const { opinion, metrics, limits, missing } = second2;
  const why = missing === null ? "" : ` (${prose.text(reasonText(missing), REASON_LENGTH4)})`;
  const same = { cell: prose.cell(target, scenario), opinion: `${OPINIONS[opinion]}${why}` };
  return [
    ...metrics.map((row2) => ({
      ...same,
      figure: nameIn(row2.first),
      first: metricText(row2.first),
      second: row2.second === null ? NONE2 : metricText(row2.second)
    })),
    ...limits.map((row2) => ({
      ...same,
      figure: `${limitWords(row2.first.limit).name} limit`,
      first: limitText(row2.first),
      second: row2.second === null ? NONE2 : limitText(row2.second)
    }))
  ];
}
function metricText(metric) {
  const range3 = rangeText(metric);
  return range3 === NONE2 ? changeText(metric) : `${changeText(metric)} (${range3})`;
}
var limitText = ({ limit, figure: figure2 }) => figure2 === null ? NONE2 : limitWords(limit).figure(figure2);
function machinesSentence({ machine, second: second2 }, prose) {
  if (second2 === void 0) return "";
  const there = second2.machine;
  if (machine.fingerprint === there.fingerprint)
    return "Both machines have the same fingerprint: they differ in nothing that they say of themselves.";
  const facts2 = FACTS.flatMap(([name2, read]) => {
    const [ours, theirs] = [read(machine), read(there)];
    return ours === theirs ? [] : [`${name2} ${fact3(theirs, prose)} instead of ${fact3(ours, prose)}`];
  });
  return sentence2(`The second machine differs: ${facts2.length === 0 ? "another fingerprint" : list(facts2)}`);
}
var FACTS = [
  ["CPU", ({ cpuModel }) => cpuModel],
  ["cores", ({ cores }) => `${cores}`],
  ["memory", ({ memoryBytes: memoryBytes2 }) => bytes(memoryBytes2)],
  ["system", ({ os }) => os],
  ["kernel", ({ kernel }) => kernel],
  ["architecture", ({ arch }) => arch]
];
var fact3 = (text, prose) => prose.text(text, FACT_LENGTH2) || "unknown";

// src/html/second.ts
function secondSection({ record: record2, comparison }) {
  const rows = secondRows(comparison, htmlProse);
  if (rows.length === 0) return NOTHING2;
  return html`<h2 id="second">Second opinion</h2>
<p>${secondSentence(comparison)} ${inline(machinesSentence(record2, htmlProse))}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Second opinion"><table>
<thead><tr><th>cell</th><th class="text">figure</th><th>first machine</th><th>second machine</th><th class="text">opinion</th></tr></thead>
<tbody>${rows.map(
    ({ cell, figure: figure2, first, second: second2, opinion }) => html`<tr><th>${cell}</th><td class="text">${figure2}</td><td>${first}</td><td>${second2}</td><td class="text">${inline(opinion)}</td></tr>
`
  )}</tbody></table></div>
`;
}

// src/html/shown.ts
function shownCells({ record: record2, comparison }) {
  const { cells, elsewhere = [], advisory } = comparison;
  return [...cells, ...elsewhere].map((cell, at) => {
    const own2 = recordOf(record2, cell);
    const isElsewhere = at >= cells.length;
    const isChange = cell.verdict === "regression" || cell.verdict === "improvement";
    const isOpen = (advisory || isElsewhere || cell.accepted?.state === "holds") && isChange;
    return {
      number: at + 1,
      comparison: cell,
      record: own2,
      row: toRow(cell, record2, comparison, htmlProse),
      tone: isOpen ? "open" : VERDICT_TONES[cell.verdict],
      isElsewhere,
      hasFigures: cell.verdict !== "unchanged" && own2 !== null && own2.generations.length > 0
    };
  });
}

// src/html/style.ts
var STYLE = `
:root { color-scheme: light dark;
  --ground: #fff; --panel: #f6f7f9; --text: #1c2128; --muted: #57606a; --line: #d5dae0; --grid: #e6e9ed; --band: #dfe4ea;
  --base: #6e7781; --now: #0b5cad; --bad: #b42318; --good: #17692f; --open: #855000; --soft-bad: #fdeceb; --soft-good: #e7f5ea; --soft-open: #fdf3e1;
  --u1: #fde3e0; --u2: #f9bdb6; --u3: #f1948a; --d1: #e2ecf8; --d2: #bcd3ec; --d3: #8fb7e0; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0f1419; --panel: #171d24; --text: #e6e9ee; --muted: #a0a9b4; --line: #343e49; --grid: #232b34; --band: #2c3742;
  --base: #9aa4b0; --now: #6cb2ff; --bad: #ff8a80; --good: #6fd391; --open: #e8b552; --soft-bad: #3a1f1f; --soft-good: #17301f; --soft-open: #33290f;
  --u1: #43242a; --u2: #692d2d; --u3: #8d3833; --d1: #1d2f44; --d2: #24446a; --d3: #2a578c; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
h1 { font-size: clamp(24px, 4vw, 34px); line-height: 1.2; margin: 10px 0 14px; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 21px; margin: 44px 0 12px; }
h3 { font-size: 16px; margin: 0; }
h4 { font-size: 14px; margin: 0 0 6px; }
p { margin: 0 0 10px; max-width: 84ch; }
a { color: var(--now); }
code, pre { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .88em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; overflow-x: auto; margin: 0 0 12px; white-space: pre-wrap; }
.brand { color: var(--muted); margin: 26px 0 0; }
.verdict { border-left: 5px solid var(--tone, var(--base)); padding-left: 18px; margin: 8px 0 0; }
.verdict p:last-child { margin-bottom: 0; }
.lead { font-size: 18px; }
.bad { --tone: var(--bad); --soft: var(--soft-bad); } .good { --tone: var(--good); --soft: var(--soft-good); }
.open, .fail { --tone: var(--open); --soft: var(--soft-open); } .same, .idle, .new { --tone: var(--muted); --soft: var(--panel); }
.pill { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 14px; font-weight: 600; color: var(--tone); background: var(--soft); white-space: nowrap; }
.note { border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; margin: 14px 0 0; }
.note > :last-child { margin-bottom: 0; }
.warn { border-color: var(--open); background: var(--soft-open); }
.facts { color: var(--muted); font-size: 14px; margin: 14px 0 0; max-width: none; }
.hint { color: var(--muted); font-size: 14px; }
.scroll { overflow-x: auto; margin: 0 0 14px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: middle; white-space: nowrap; overflow-wrap: normal; }
thead th { color: var(--muted); font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 600; }
th:first-child, .text { text-align: left; } td.text { white-space: normal; width: 36%; min-width: 13em; }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--now); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: ' ↑'; } th[aria-sort=descending] button::after { content: ' ↓'; }
tr.limit th { font-weight: 400; color: var(--muted); padding-left: 22px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; color: var(--muted); font-size: 14px; margin: 0 0 12px; }
.key span { display: inline-flex; align-items: center; } .key svg { flex: none; display: inline-block; vertical-align: -3px; margin-right: 6px; } .key svg:not(.strip) { width: 16px; height: 16px; } .key .strip { width: 78px; }
svg { display: block; overflow: visible; }
.strip { width: 132px; height: 18px; background: linear-gradient(var(--muted), var(--muted)) 50% / 1px 100% no-repeat, linear-gradient(var(--band), var(--band)) 50% / 28px 100% no-repeat; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.strip.unjudged { background: linear-gradient(var(--line), var(--line)) 50% / 1px 100% no-repeat; }
.strip.bound { background: repeating-linear-gradient(var(--bad) 0 4px, transparent 4px 7px) 50% / 2px 100% no-repeat; }
.chart { width: 100%; max-width: 520px; height: auto; }
text { font: 11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; fill: var(--muted); }
.e { text-anchor: end; } .m { text-anchor: middle; }
.g { stroke: var(--grid); fill: none; }
.f { fill: var(--panel); }
.j { stroke: var(--line); stroke-width: 1.5; fill: none; }
.b, .c { fill: none; stroke-linecap: round; stroke-linejoin: round; } .b { stroke: var(--base); } .c { stroke: var(--now); }
.p { stroke-width: 7; } .o { stroke-width: 3.5; stroke: var(--ground); stroke-linecap: round; fill: none; } .l { stroke-width: 2; }
.v { stroke: var(--tone); stroke-width: 3; fill: none; stroke-linecap: round; } .w { stroke: var(--tone); stroke-width: 9; fill: none; stroke-linecap: round; } .x { fill: var(--tone); }
.kb { fill: var(--base); } .kc { fill: var(--now); } .ks { opacity: .5; }
.flame { width: 100%; min-width: 900px; -webkit-print-color-adjust: exact; print-color-adjust: exact; } .flame text { fill: var(--text); pointer-events: none; }
.flame .n { fill: var(--band); } .u1 { fill: var(--u1); } .u2 { fill: var(--u2); } .u3 { fill: var(--u3); } .d1 { fill: var(--d1); } .d2 { fill: var(--d2); } .d3 { fill: var(--d3); }
details.cell { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 10px; }
.many #all { max-height: 84vh; overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
.many #all thead th { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 0; box-shadow: inset 0 -2px var(--line); }
.many details.cell { content-visibility: auto; contain-intrinsic-size: auto 52px; }
details.cell > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 11px 14px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
details.cell > summary::before, details.more > summary::before { content: '▸'; color: var(--muted); } details.cell[open] > summary::before, details.more[open] > summary::before { content: '▾'; }
summary:focus-visible, .scroll:focus-visible, a:focus-visible { outline: 2px solid var(--now); outline-offset: 2px; border-radius: 6px; }
summary .by { margin-left: auto; font-weight: 600; white-space: nowrap; }
.in { padding: 4px 14px 8px; border-top: 1px solid var(--line); }
.in > p { margin: 10px 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 16px 28px; margin: 14px 0; }
figure { margin: 0; min-width: 0; } figcaption { font-size: 14px; font-weight: 600; margin: 0 0 4px; } figcaption span { font-weight: 400; color: var(--muted); }
details.more { margin: 0 0 12px; font-size: 14px; } details.more > summary { cursor: pointer; list-style: none; padding: 4px 0; } details.more > summary::before { margin-right: 6px; }
.controls { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; margin: 0 0 12px; font-size: 14px; }
.controls label { display: flex; gap: 6px; align-items: center; }
.controls input, .controls select, .controls button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--muted); border-radius: 6px; padding: 5px 9px; max-width: 100%; }
.controls output { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 8px 18px; margin: 0 0 16px; } dt { font-weight: 600; } dd { margin: 0; }
.bar { width: 160px; height: 12px; } .bar rect { fill: var(--now); }
footer { margin-top: 48px; padding-bottom: 40px; color: var(--muted); font-size: 14px; }
[hidden] { display: none !important; }
@media (max-width: 900px) { table { font-size: 13px; } th, td { padding: 6px 7px; } #news :is(th, td):nth-child(6), #all :is(th, td):nth-child(7) { display: none; } }
@media (max-width: 620px) { #news :is(th, td):is(:nth-child(3), :nth-child(4), :nth-child(6), :nth-child(7)), #all :is(th, td):is(:nth-child(2), :nth-child(3), :nth-child(5), :nth-child(6), :nth-child(7)) { display: none; } tbody th { white-space: normal; } td.text { width: auto; min-width: 8em; } td.text, #news th { overflow-wrap: break-word; } header, main, footer { padding: 0 14px; } .lead { font-size: 16px; } .verdict { padding-left: 12px; } th, td { padding: 6px 7px; } dl { grid-template-columns: minmax(0, 1fr); gap: 2px; } dd { margin-bottom: 8px; } summary .by { margin-left: 0; } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print { .controls { display: none; } .many #all { max-height: none; overflow: visible; } body { font-size: 12px; } table, .facts, .hint, .key, figcaption { font-size: 11px; } details.cell { break-inside: avoid; } .many details.cell { content-visibility: visible; } .scroll { overflow: visible; } .flame { min-width: 0; } th, td { white-space: normal; padding: 4px 6px; } h2 { break-after: avoid; } }
`;

// src/html/page.ts
var FULL_CELLS = 24;
var BRIEF_CELLS = 150;
var FULL_NEWS = 40;
var SEARCHED = 6;
var OPEN_CELLS = 5;
var NEWS = 20;
function renderHtml(outcome, context) {
  const { record: record2, comparison } = outcome;
  const cells = shownCells(outcome);
  const news = newsOf(outcome, cells);
  const title = `loadgate: ${headline(record2, comparison, plainProse).text}`;
  const body = html`<header>
${firstScreen(outcome, context)}</header>
<main${isMany(cells) ? html` class="many"` : NOTHING2}>
${secondSection(outcome)}${cellsPart(outcome, cells, news, context)}${timeSection(record2)}${howSection(outcome, context)}</main>
<footer><p>Made by loadgate ${plainProse.cell(record2.version)} from the record of the run, which has every figure. This file asks no other for anything.</p></footer>`;
  return htmlDocument({ title, style: STYLE, script: SCRIPT, body });
}
function newsOf({ record: record2, comparison }, cells) {
  const byCell = new Map(cells.map((cell) => [cell.comparison, cell]));
  const { changed, unknown: unknown3 } = cellsToShow(comparison, record2);
  return [...changed, ...unknown3].flatMap((cell) => byCell.get(cell) ?? []);
}
function bisectPart(bisects) {
  const lines = bisectLines(bisects);
  if (lines.length === 0) return NOTHING2;
  return html`<h2 id="commits">Which commit</h2>
<p class="hint">Searched after the verdict, which it does not change.</p>
<ul>${lines.map((line2) => html`<li>${line2}</li>`)}</ul>
`;
}
function newsPart(news, now) {
  if (news.length === 0) return NOTHING2;
  const has = news.some(
    ({ comparison: { verdict } }) => verdict === "regression" || verdict === "improvement"
  );
  return html`<h2 id="changed">What ${has ? "changed" : "is not known"}, and why</h2>
${newsTable(news.slice(0, NEWS), now)}${moreNews(news.length - NEWS)}`;
}
function cellsPart({ record: record2, comparison }, cells, news, { pullRequest, bisects }) {
  if (cells.length === 0) return NOTHING2;
  const now = pullRequest === null ? "now" : "this PR";
  const open2 = new Set(news.slice(0, OPEN_CELLS));
  const others = depthOfOthers(cells.length);
  const full = new Set(news.slice(0, FULL_NEWS));
  const depthOf = (cell) => full.has(cell) ? "full" : others;
  const told2 = cells.filter(({ hasFigures: hasFigures2 }) => hasFigures2);
  const isNews = new Set(news);
  const calm = cells.filter((cell) => !isNews.has(cell));
  const sections = (some2) => html`${some2.filter(({ hasFigures: hasFigures2 }) => hasFigures2).map((cell) => cellSection(cell, record2, depthOf(cell), open2.has(cell)))}`;
  const search = cells.length < SEARCHED ? NOTHING2 : html`<div class="controls" id="controls"></div>
`;
  const all2 = cells.length === 1 ? "The cell" : cells.length === 2 ? "Both cells" : `All ${plural(cells.length, "cell")}`;
  return html`${newsPart(news, now)}${bisectPart(bisects)}<h2 id="cells">${all2}</h2>
<p class="hint">${countsText(comparison)}.</p>
${comparison.elsewhere === void 0 ? NOTHING2 : html`<p class="hint">At URLs: ${ELSEWHERE}</p>
`}${legend()}${search}${allTable(isMany(cells) ? [...news, ...calm] : cells, now)}${told2.length === 0 ? NOTHING2 : html`<h2 id="details">Every cell</h2>
${others !== "full" ? html`<p class="hint">Cells without news have fewer figures here; the record has all.</p>
` : NOTHING2}${sections(news)}${isMany(cells) ? foldedCells(calm, sections(calm)) : sections(calm)}`}`;
}
var isMany = (cells) => cells.length > BRIEF_CELLS;
var moreNews = (missing) => missing > 0 ? html`<p class="hint">${plural(missing, "more cell")} that changed or ${missing === 1 ? "is" : "are"} not known: first in the table of all cells.</p>
` : NOTHING2;
function foldedCells(cells, sections) {
  const count3 = cells.filter(({ hasFigures: hasFigures2 }) => hasFigures2).length;
  return count3 === 0 ? NOTHING2 : html`<details class="more" id="calm"><summary>${plural(count3, "cell")} without news</summary>
${sections}</details>
`;
}
var depthOfOthers = (cells) => cells <= FULL_CELLS ? "full" : cells <= BRIEF_CELLS ? "brief" : "least";
export {
  renderHtml
};
