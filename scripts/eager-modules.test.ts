import { describe, expect, it } from 'vitest';
import { parenthesizeModules } from './eager-modules';

// As Turbopack of Next.js 16.4 writes one, with the modules' bodies cut short.
const CHUNK =
  '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,40863,e=>{"use strict";let t=[()=>1];e.s(["a",0,t])},70697,59850,(e,t,n)=>{t.b=function(){return"é(]"}},11,function(e){}]);';

describe('parenthesizeModules', () => {
  it('puts each module in parentheses and nothing else', () => {
    expect(parenthesizeModules(CHUNK)).toBe(
      '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,40863,(e=>{"use strict";let t=[()=>1];e.s(["a",0,t])}),70697,59850,((e,t,n)=>{t.b=function(){return"é(]"}}),11,(function(e){})]);',
    );
  });

  it('leaves what is done as it is', () => {
    const once = parenthesizeModules(CHUNK);
    expect(parenthesizeModules(once)).toBe(once);
  });

  it('leaves a script of another form as it is', () => {
    const runtime = '(()=>{let e=[];e.push(1);f([1,2]);f(()=>1)})();';
    expect(parenthesizeModules(runtime)).toBe(runtime);
  });

  it('keeps what the modules do', () => {
    const run = (source: string): unknown => {
      const chunks: unknown[][] = [];
      new Function('globalThis', 'document', source)({ TURBOPACK: chunks }, undefined);
      const module = chunks[0]?.[5] as (e: object, t: { b?: () => string }) => void;
      const exported: { b?: () => string } = {};
      module({}, exported);
      return exported.b?.();
    };
    expect(run(parenthesizeModules(CHUNK))).toBe(run(CHUNK));
    expect(run(CHUNK)).toBe('é(]');
  });
});
