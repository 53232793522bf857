/* The drawing program of the live version: from a Vega-Lite specification to a view in an element. No code is made from
   text: expressions are interpreted, so that the policy of the pages stands. */
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, version } from "vega-lite";

const runtime = (self.wartimeLive ??= {});
runtime.version = version;
runtime.draw = (spec, container, bind, tooltip) => {
  const plan = parse(compile(spec).spec, null, { ast: true });
  return new View(plan, { expr: expressionInterpreter, renderer: "svg", container, bind, tooltip, hover: true }).runAsync();
};
