"""Flow: what is said about references, variables and control, and what is fine."""

from __future__ import annotations

from make_actions import action, codes, file_of, output, part, reference, variable

from shortcuts_py.checks.files import check_plist

IF = {"WFCondition": 100, "WFInput": {"Type": "Variable", "Variable": reference({"Type": "Ask"})}}
EACH = {"WFInput": reference({"Type": "ExtensionInput"})}
TEXT = action("gettext", UUID="A", WFTextActionText="tea")


def show(value: object) -> dict[str, object]:
    return action("previewdocument", WFInput=value)


def setter(name: str) -> dict[str, object]:
    return action("setvariable", WFVariableName=name, WFInput=reference({"Type": "Clipboard"}))


def test_an_output_is_there_behind_its_action_also_inside_blocks() -> None:
    inside = [part("conditional", 0, **IF), show(output("A")), part("conditional", 2)]
    assert codes(TEXT, *inside) == []


def test_an_output_of_the_same_branch() -> None:
    assert (
        codes(part("conditional", 0, **IF), TEXT, show(output("A")), part("conditional", 2)) == []
    )


def test_an_output_of_a_loop_is_there_behind_it() -> None:
    loop = [part("repeat.each", 0, **EACH), TEXT, part("repeat.each", 2)]
    assert codes(*loop, show(output("A"))) == []


def test_another_branch_of_an_if_in_a_loop_may_have_run_before() -> None:
    actions = [
        part("repeat.each", 0, "L", **EACH),
        part("conditional", 0, **IF),
        TEXT,
        part("conditional", 1),
        show(output("A")),
        part("conditional", 2),
        part("repeat.each", 2, "L"),
    ]
    assert codes(*actions) == [("output-branch", 4)]
    assert ("output-elsewhere", 3) in codes(*actions[1:6])


def test_a_deleted_action_is_one_problem_however_often_it_is_referred_to() -> None:
    problems = check_plist(file_of(show(output("X")), show(output("X")), show(output("X"))))
    assert [(one.code, one.action) for one in problems] == [("output-dangling", 0)]
    assert [one.action for one in problems[0].related] == [1, 2]


def test_a_missing_end_is_one_problem() -> None:
    found = codes(
        part("conditional", 0, **IF), TEXT, part("conditional", 1), show(output("A")), setter("x")
    )
    assert [one for one in found if one[0] != "variable-unread"] == [("block-unclosed", 0)]


def test_a_variable_that_is_set_further_down_in_the_loop_is_there_the_next_time() -> None:
    loop = [part("repeat.each", 0, **EACH), show(variable("x")), setter("x")]
    assert codes(*loop, part("repeat.each", 2)) == []
    assert codes(show(variable("x")), setter("x")) == [("variable-early", 0)]


def test_loop_variables_count_the_loops_of_both_kinds() -> None:
    def nested(name: str) -> list[tuple[str, int | None]]:
        return codes(
            part("repeat.count", 0, "A", WFRepeatCount=2),
            part("repeat.each", 0, "B", **EACH),
            part("conditional", 0, "C", **IF),
            show(variable(name)),
            part("conditional", 2, "C"),
            part("repeat.each", 2, "B"),
            part("repeat.count", 2, "A"),
        )

    assert nested("Repeat Item 2") == []
    assert nested("Repeat Index") == []
    assert nested("Repeat Item 3") == [("loop-variable", 3)]


def test_what_a_loop_goes_over_is_outside_of_it() -> None:
    actions = [part("repeat.each", 0, WFInput=variable("Repeat Item")), part("repeat.each", 2)]
    assert codes(*actions) == [("loop-variable", 0)]


def test_a_slip_in_the_one_place_that_sets_is_told_there() -> None:
    problems = check_plist(
        file_of(setter("totl"), show(variable("total")), show(variable("total")))
    )
    assert [(one.code, one.action, one.suggestions) for one in problems] == [
        ("variable-misspelt", 0, ("total",))
    ]


def test_a_slip_in_one_of_many_reads_is_told_there() -> None:
    problems = check_plist(
        file_of(setter("total"), show(variable("total")), show(variable("totl")))
    )
    assert [(one.code, one.action, one.suggestions) for one in problems] == [
        ("variable-misspelt", 2, ("total",))
    ]


def test_behind_an_if_that_stops_in_all_branches_nothing_runs() -> None:
    exit_ = action("exit")
    both = [part("conditional", 0, **IF), exit_, part("conditional", 1), exit_]
    one = [part("conditional", 0, **IF), exit_]
    end = part("conditional", 2)
    assert codes(*both, end, TEXT) == [("unreachable", 5)]
    assert codes(*one, end, TEXT) == []


def test_comments_behind_the_end_are_fine() -> None:
    assert codes(action("exit"), action("comment", WFCommentActionText="The end")) == []


def test_a_loop_may_stop_and_the_rest_still_runs() -> None:
    loop = [part("repeat.each", 0, **EACH), action("exit"), part("repeat.each", 2)]
    assert codes(*loop, TEXT) == []


def test_a_shortcut_may_run_itself_on_a_condition() -> None:
    again = action(
        "runworkflow",
        WFWorkflow={"isSelf": True, "workflowName": "A"},
        WFInput=reference({"Type": "Clipboard"}),
    )
    assert codes(again) == [("endless-self-run", 0)]
    assert codes(part("conditional", 0, **IF), again, part("conditional", 2)) == []


def test_old_files_pass_outputs_on_without_saying_so() -> None:
    old = {"WFWorkflowClientVersion": "484"}
    actions = [TEXT, show(reference({"Type": "Clipboard"}))]
    assert codes(*actions) == [("output-unused", 0)]
    assert codes(*actions, **old) == []


def test_the_last_output_of_a_branch_is_the_result_of_the_block() -> None:
    assert codes(part("conditional", 0, **IF), TEXT, part("conditional", 2)) == []
