"""Who may do what, as a table to read and to argue with.

The user works for a province. "Own" is a record of that province, "below" one of
its wards, "beside" one of another province, "above" one of the centre; "none" is a
record of the province met by somebody who sits in the chair without a unit. A
single cell holds for every place. For a collaborator the place is where he is in
the team. Of a dialog, "own" is the one he opened; nobody opens somebody else's.

Letters: r reads and finds, w writes, c creates, u deletes. A capital letter means
that the rights would allow it, but the record refuses: it is locked, or what it
says is not typed in. What is not in the table is refused. "*" stands for every
chair; a line for a chair replaces the line with "*". A user without a chair is
called "nobody"; he has no line, so he may do nothing.
"""

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)
PLACES = ("own", "below", "beside", "above", "none")

TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.level                   any      *              r
dlxh.level                   any      administrator  rwcu
dlxh.expertise               any      *              r
dlxh.expertise               any      administrator  rwcu
dlxh.term                    any      *              r
dlxh.term                    any      administrator  rwcu
dlxh.legal.basis             any      *              r
dlxh.legal.basis             any      administrator  rwcu
dlxh.document.type           any      *              r
dlxh.document.type           any      administrator  rwcu
dlxh.format.profile          any      *              r
dlxh.format.profile          any      administrator  rwcu

dlxh.unit                    any      *              r      r      -      -      -
dlxh.unit                    any      administrator  rwc
dlxh.unit.change             any      *              r      r      -      -      -
dlxh.unit.change             any      administrator  rwc
dlxh.unit.responsibility     any      *              r      r      -      -      -
dlxh.unit.responsibility     any      officer        rwcu   rwcu   -      -      -
dlxh.unit.responsibility     any      administrator  rwcu
dlxh.body                    any      *              r
dlxh.body                    any      administrator  rwcu   rwcu   r      r      rwcu
dlxh.body.signer             any      *              r
dlxh.body.signer             any      administrator  rwcu   rwcu   r      r      rwcu

dlxh.collaborator            any      *              r      r      -      -      -
dlxh.collaborator            any      officer        rwc    rwc    -      -      -
dlxh.team                    any      *              r      r      -      -      -
dlxh.team                    any      officer        rwc    rwc    -      -      -
dlxh.team.member             any      *              r      r      -      -      -
dlxh.team.member             any      officer        rwcu   rwcu   -      -      -

dlxh.access.log              any      inspector      r      r      -      -      -
dlxh.access.log              any      data_officer   r      r      -      -      -
dlxh.approval.round          unsent   officer,leader r      -      -      -      -
dlxh.approval.round          unsent   clerk          r      -      -      -      -
dlxh.approval.round          unsent   inspector      r      r      -      -      -
dlxh.approval.round          sent     officer,leader r      r      -      -      -
dlxh.approval.round          sent     clerk          r      -      -      -      -
dlxh.approval.round          sent     inspector      r      r      -      -      -
dlxh.signed.copy.change      unsent   officer,leader r      -      -      -      -
dlxh.signed.copy.change      unsent   clerk          r      -      -      -      -
dlxh.signed.copy.change      unsent   inspector      r      r      -      -      -
dlxh.signed.copy.change      sent     officer,leader r      r      -      -      -
dlxh.signed.copy.change      sent     clerk          r      -      -      -      -
dlxh.signed.copy.change      sent     inspector      r      r      -      -      -
dlxh.document.counter        any      officer,leader r      r      -      -      -
dlxh.document.counter        any      clerk          r      r      -      -      -
dlxh.document.counter        any      administrator  r      r      -      -      r

dlxh.work.item               dialog   *              r
dlxh.approval.return.wizard  dialog   *              rwcu
dlxh.document.counter.wizard dialog   clerk          rwcu
dlxh.document.counter.wizard dialog   administrator  rwcu
dlxh.document.number.wizard  dialog   officer,leader rwcu
dlxh.document.number.wizard  dialog   clerk          rwcu
dlxh.signed.copy.wizard      dialog   officer,clerk  rwcu
dlxh.unit.import             dialog   administrator  rwcu
dlxh.unit.import.line        dialog   administrator  rwcu
dlxh.unit.import.error       dialog   administrator  rwcu
dlxh.unit.move               dialog   administrator  rwcu
dlxh.unit.merge              dialog   administrator  rwcu
dlxh.unit.split              dialog   administrator  rwcu
dlxh.unit.split.line         dialog   administrator  rwcu
dlxh.unit.close              dialog   administrator  rwcu
dlxh.setup.password          any      administrator  rwcu
dlxh.setup.wizard            any      administrator  rwcu
dlxh.setup.commune           any      administrator  rwcu
dlxh.setup.body              any      administrator  rwcu
dlxh.setup.user              any      administrator  rwcu
dlxh.setup.number            any      administrator  rwcu

dlxh.topic                   any      *              r
dlxh.topic                   any      officer        rWU
dlxh.topic                   any      administrator  rwcu
dlxh.channel                 any      *              r
dlxh.channel                 any      officer        rWU
dlxh.channel                 any      administrator  rwcu
dlxh.regime                  any      *              r
dlxh.regime                  any      officer        rWU
dlxh.regime                  any      administrator  rwcu
dlxh.population.group        any      *              r
dlxh.population.group        any      officer        rWc
dlxh.population.group        any      administrator  rwcu
dlxh.report.section.template any      *              r
dlxh.report.section.template any      administrator  rwcu
dlxh.report.phrase           any      *              r
dlxh.report.phrase           any      administrator  rwcu

dlxh.opinion                 draft    collaborator   c      C      C      C      C
dlxh.opinion                 mine     collaborator   rwcu   -      -      -      -
dlxh.opinion                 accepted collaborator   c      C      C      C      C
dlxh.opinion                 accepted officer        rw     -      -      -      -
dlxh.opinion                 accepted leader         r      -      -      -      -
dlxh.opinion.stream          mine     collaborator   rwcu   -      -      -      -
dlxh.opinion.stream          accepted officer,leader r      -      -      -      -
dlxh.opinion.return          dialog   officer        rwcu

dlxh.issue                   private  collaborator   r      -      -      -      -
dlxh.issue                   private  officer        rwc    -      -      -      -
dlxh.issue                   private  leader         rw     -      -      -      -
dlxh.issue                   public   collaborator   r      -      -      r      -
dlxh.issue                   public   officer        rwc    -      -      r      -
dlxh.issue                   public   leader         rw     -      -      r      -
dlxh.issue                   sent     collaborator   r      -      -      -      -
dlxh.issue                   sent     officer        rwc    r      -      -      -
dlxh.issue                   sent     leader         rw     r      -      -      -

dlxh.report                  draft    officer        rwcu   -      -      -      -
dlxh.report                  draft    leader,clerk   r      -      -      -      -
dlxh.report                  draft    inspector      r      r      -      -      -
dlxh.report                  sent     officer        rWcU   r      -      -      -
dlxh.report                  sent     leader         r      r      -      -      -
dlxh.report                  sent     clerk          r      -      -      -      -
dlxh.report                  sent     inspector      r      r      -      -      -
dlxh.report.section          draft    officer        rwcu   -      -      -      -
dlxh.report.section          draft    leader,clerk   r      -      -      -      -
dlxh.report.section          sent     officer        rWCU   r      -      -      -
dlxh.report.section          sent     leader         r      r      -      -      -
dlxh.report.section          sent     clerk          r      -      -      -      -
dlxh.report.entry            draft    officer        rwcu   -      -      -      -
dlxh.report.entry            draft    leader,clerk   r      -      -      -      -
dlxh.report.entry            sent     officer        rWCU   r      -      -      -
dlxh.report.entry            sent     leader         r      r      -      -      -
dlxh.report.entry            sent     clerk          r      -      -      -      -
dlxh.report.entry            merged   officer        rWCU   -      -      -      -
dlxh.report.entry            merged   leader,clerk   r      -      -      -      -
dlxh.report.recipient        draft    officer        rwcu   -      -      -      -
dlxh.report.recipient        draft    leader,clerk   r      -      -      -      -
dlxh.report.recipient        sent     officer        rWCU   r      -      -      -
dlxh.report.recipient        sent     leader         r      r      -      -      -
dlxh.report.recipient        sent     clerk          r      -      -      -      -
dlxh.report.missing          draft    officer,leader r      -      -      -      -
dlxh.report.missing          draft    clerk          r      -      -      -      -
dlxh.report.missing          draft    inspector      r      r      -      -      -
dlxh.report.missing          sent     officer,leader r      r      -      -      -
dlxh.report.missing          sent     clerk          r      -      -      -      -
dlxh.report.missing          sent     inspector      r      r      -      -      -
dlxh.report.reason.wizard    dialog   officer,leader rwc
"""


def rights_by_row():
    """Return {(model, which): {chair: {place: letters}}} as the table says."""
    found = {}
    for line in TABLE.splitlines():
        if not line or line.startswith("#"):
            continue
        model, which, chairs, *cells = line.split()
        cells = cells * len(PLACES) if len(cells) == 1 else cells
        letters = [cell.replace("-", "") for cell in cells]
        rights = dict(zip(PLACES, letters, strict=True))
        row = found.setdefault((model, which), dict.fromkeys(CHAIRS, {}))
        names = CHAIRS if chairs == "*" else chairs.split(",")
        row.update(dict.fromkeys(names, rights))
    return found
