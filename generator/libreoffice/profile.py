"""A LibreOffice profile of our own that holds a macro: it takes jobs from a folder, one after the other, until none comes for a while.

The macro is LibreOffice's own Basic, which every LibreOffice has; its Python is a package of its own on many systems. Jobs and answers are
files in a folder that only this user can open: there is no port or socket that anybody else could speak to.
A job is three lines (address of the file, address of what is made, filter); its answer is one word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

START: Final = "macro:///Standard.Warm.Serve"
"""What LibreOffice is started with."""
READY: Final = "ready"
"""The file that says that jobs are taken."""
MADE: Final = "made"
FAILED: Final = "failed"

_IDLE_DAYS: Final = 10 / 24 / 60
"""Ten minutes without a job."""

_MACRO: Final = """
Sub Serve
  Dim folder As String, number As Long, asked As Date
  folder = "{folder}/"
  If FileExists(folder & "{ready}") Then Exit Sub ' LibreOffice starts itself anew after a crash: the jobs it had are given up
  Say folder & "{ready}", "{ready}"
  asked = Now
  Do While Now - asked < {idle}
    If FileExists(folder & "job-" & number) Then
      Say folder & "answer-" & number, Converted(folder & "job-" & number)
      number = number + 1
      asked = Now
    ElseIf Now - asked > {awake} Then
      Wait 50
    Else
      Wait 10
    End If
  Loop
End Sub

Sub Say(place As String, word As String)
  Dim channel As Integer
  channel = FreeFile
  Open place For Output As #channel
  Print #channel, word
  Close #channel
End Sub

Function Converted(place As String) As String
  Dim channel As Integer, source As String, target As String, kind As String, document As Object
  Dim opening(4) As New com.sun.star.beans.PropertyValue, saving(0) As New com.sun.star.beans.PropertyValue
  channel = FreeFile
  Open place For Input As #channel
  Line Input #channel, source
  Line Input #channel, target
  Line Input #channel, kind
  Close #channel
  opening(0).Name = "Hidden" : opening(0).Value = True
  opening(1).Name = "ReadOnly" : opening(1).Value = True
  opening(2).Name = "Silent" : opening(2).Value = True
  opening(3).Name = "MacroExecutionMode" : opening(3).Value = com.sun.star.document.MacroExecMode.NEVER_EXECUTE
  opening(4).Name = "UpdateDocMode" : opening(4).Value = com.sun.star.document.UpdateDocMode.NO_UPDATE
  saving(0).Name = "FilterName" : saving(0).Value = kind
  Converted = "{failed}"
  On Error GoTo Failed
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  If Not IsNull(document) Then
    document.storeToURL(target, saving())
    Converted = "{made}"
  End If
  GoTo Closing
Failed:
  Resume Closing
Closing:
  On Error Resume Next
  If Not IsNull(document) Then document.close(True)
End Function
"""

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DOCTYPE: Final = '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_MODULE: Final = (
    _XML + _DOCTYPE.format("script:module", "module") + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Warm"'
    ' script:language="StarBasic">{}</script:module>'
)
_LIBRARY: Final = (
    _XML + _DOCTYPE.format("library:library", "library") + '<library:library xmlns:library="http://openoffice.org/2000/library"'
    ' library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Warm"/>'
    "</library:library>"
)
_LIBRARIES: Final = (
    _XML + _DOCTYPE.format("library:libraries", "libraries") + '<library:libraries xmlns:library="http://openoffice.org/2000/library"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/"'
    ' xlink:type="simple" library:link="false"/></library:libraries>'
)
_SET_UP: Final = (
    _XML + '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">'
    '<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>'
)
"""Without it LibreOffice sets the profile up at its first start and puts an empty macro in the place of ours."""


def write_profile(folder: Path) -> Path:
    """The profile, whose macro takes jobs from `folder`; it lies within it."""
    user = folder / "profile" / "user"
    standard = user / "basic" / "Standard"
    standard.mkdir(parents=True)
    macro = _MACRO.format(
        folder=folder.as_uri(), ready=READY, made=MADE, failed=FAILED, idle=f"{_IDLE_DAYS:.6f}", awake=f"{2 / 86_400:.6f}"
    )
    written = {
        standard / "Warm.xba": _MODULE.format(macro.replace("&", "&amp;").replace("<", "&lt;")),
        standard / "script.xlb": _LIBRARY,
        standard.parent / "script.xlc": _LIBRARIES,
        user / "registrymodifications.xcu": _SET_UP,
    }
    for path, words in written.items():
        path.write_text(words, encoding="utf-8")
    return user.parent
