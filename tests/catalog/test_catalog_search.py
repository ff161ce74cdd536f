"""Requests as users would say them, and the actions that answer them."""

from __future__ import annotations

import pytest

from shortcuts_py import catalog

# request | identifiers (without `is.workflow.actions.`) of which one is right
REQUESTS = """
resize a picture | image.resize
ask for a number | ask
post json to a url | downloadurl
make an image smaller | image.resize
download a file from the internet | downloadurl
call a rest api | downloadurl
show a popup message | alert notification
send a notification | notification
let the user pick from a list | choosefromlist
show a menu with options | choosefrommenu
wait five seconds | delay
repeat something ten times | repeat.count
loop over every item | repeat.each
if something is true | conditional
stop the shortcut | exit output
copy text to the clipboard | setclipboard
paste from the clipboard | getclipboard
what is in my clipboard | getclipboard
parse json | detect.dictionary
get a value from a dictionary | getvalueforkey
set a key in a dictionary | setvalueforkey
replace text with a regex | text.replace
find matches of a regular expression | text.match
split a string by comma | text.split
join lines of text together | text.combine
make text uppercase | text.changecase
translate a sentence to french | text.translate
read text out loud | speaktext
transcribe what i say | dictatetext
take a selfie with the camera | takephoto
take a screenshot | takescreenshot
delete my photos | deletephotos
save picture to camera roll | savetocameraroll
convert heic to jpeg | image.convert
rotate an image by 90 degrees | image.rotate
put a watermark on a photo | overlayimageonimage
crop a photo | image.crop
make an animated gif | makegif
extract text from a picture | extracttextfromimage
create a pdf | makepdf
zip some files | makezip
unzip an archive | unzip
rename a file | file.rename setitemname
delete a file | file.delete
create a folder | file.createfolder
save a file to icloud drive | documentpicker.save
append a line to a text file | file.append
open a website | openurl showwebpage
search the web | searchweb
current weather | weather.currentconditions
weather forecast for tomorrow | weather.forecast
where am i | getcurrentlocation
directions to a place | getdirections
how long is the drive to work | gettraveltime
create a calendar event | addnewevent
remind me to do something | addnewreminder
find my todos that are due | filter.reminders getupcomingreminders
start a timer for ten minutes | timer.start
set an alarm | com.apple.mobiletimer-framework.MobileTimerIntents.MTCreateAlarmIntent alarm.create
play a song | playmusic
what song is playing | getcurrentsong
recognize this song | shazamMedia com.apple.musicrecognition.RecognizeMusicIntent
turn up the volume | setvolume
make the screen brighter | setbrightness
turn on the flashlight | flashlight
turn off wifi | wifi.set
switch on bluetooth | bluetooth.set
turn on do not disturb | dnd.set
battery level | getbatterylevel
run another shortcut | runworkflow
run a shell command | runshellscript runsshscript
execute a script over ssh | runsshscript
send an email | sendemail
text my wife | sendmessage
format a date | format.date
days between two dates | gettimebetweendates
add one week to a date | adjustdate
random number between 1 and 6 | number.random
round a number | round
calculate the average of some numbers | statistics
multiply two numbers | math calculateexpression
scan a qr code | scanbarcode
generate a qr code | generatebarcode
base64 encode | base64encode
md5 hash of a file | hash
convert miles to kilometers | measurement.convert
log my weight | health.quantity.log
markdown to html | getrichtextfrommarkdown gethtmlfromrichtext
get my ip address | getipaddress
change the wallpaper | wallpaper.set posters.switch
ask chatgpt a question | askllm
control my lights at home | homeaccessory
lock the screen | lockscreen
make a photo square | image.crop image.resize
compress a video | encodemedia
get the url of the current safari page | safari.geturl
run javascript on a webpage | runjavascriptonwebpage
count words in text | count
sort a list | filter.files com.sindresorhus.Actions.SortListIntent
get the first item of a list | getitemfromlist
store a value in a variable | setvariable
add a value to a variable | appendvariable
turn html into text | getrichtextfromhtml detect.text
share a file | share airdropdocument
airdrop a photo | airdropdocument
send a whatsapp message | sendmessage net.whatsapp.WhatsApp.send
call mom | com.apple.mobilephone.call com.apple.facetime.facetime
facetime someone | com.apple.facetime.facetime
log water intake | health.quantity.log
how many steps did i walk today | filter.health.quantity
record a voice memo | recordaudio com.apple.VoiceMemos.RecordVoiceMemoIntent
get my location | getcurrentlocation
show me on the map | searchmaps
find a restaurant nearby | searchlocalbusinesses
what's the distance to a city | getdistance
pick a photo | selectphoto
choose a contact | selectcontacts
get phone number of a contact | properties.contacts selectphone detect.phonenumber
create a note | com.apple.mobilenotes.SharingExtension
append to a note | appendnote
delete a calendar event | removeevents
upcoming meetings | getupcomingevents
combine photos into one | image.combine
remove background from image | image.removebackground
flip an image | image.flip
picture width and height | properties.images
file size | properties.files format.filesize
url encode a string | urlencode
expand a short link | url.expand
read an rss feed | rss
get hostname from url | geturlcomponent
open an app | openapp
close all apps | quit.app
low power mode | lowpowermode.set
toggle airplane mode | airplanemode.set
mobile data off | cellulardata.set
dark mode | appearance
vibrate the phone | vibrate
play a sound | playsound
skip to next track | skipforward
pause music | pausemusic
add song to playlist | addtoplaylist
shuffle a playlist | playmusic
extract pages from pdf | splitpdf makeimagefrompdfpage
text from a pdf file | gettextfrompdf
print a document | print
trim a video | trimvideo
convert video to gif | makegif
spell check | correctspelling
what language is this | detectlanguage
emoji name | getnameofemoji
time in another time zone | converttimezone
current date | date
make a dictionary | dictionary
create a list of items | list
comment | comment
wait for the user to come back | waittoreturn
show text result | showresult
preview a file | previewdocument
speak text with a voice | speaktext
device model and ios version | getdevicedetails
wifi name | getwifi
vpn connect | vpn.set
subscribe to a podcast | podcasts.subscribe
shut down my mac | reboot
apple script | runapplescript
resize a window | resizewindow
app store search | searchappstore
buy on itunes | searchitunes showinstore
tweet something | tweet
""".strip()

MISSPELT = """
rezise imge | image.resize
calender event | addnewevent
tranlate text | text.translate
screnshot | takescreenshot
clipbord | getclipboard setclipboard
dictionnary value | getvalueforkey setvalueforkey
notifcation | notification
flashligt | flashlight
randm number | number.random
""".strip()


def table(text: str) -> list[tuple[str, set[str]]]:
    rows = []
    for line in text.splitlines():
        request, _, wanted = line.partition(" | ")
        names = {name if name.startswith(("com.", "net.")) else f"is.workflow.actions.{name}"
                 for name in wanted.split()}  # fmt: skip
        rows.append((request, names))
    return rows


def rate(rows: list[tuple[str, set[str]]]) -> float:
    hits = 0
    for request, wanted in rows:
        found = [action.identifier for _, action in catalog.search(request, limit=5)]
        hit = bool(wanted & set(found))
        hits += hit
        if not hit:
            print(f"missed: {request!r} -> {found}")
    print(f"{hits} of {len(rows)}")
    return hits / len(rows)


def test_the_right_action_is_among_the_first_five() -> None:
    rows = table(REQUESTS)
    assert len(rows) >= 60
    definitions = catalog.load()
    assert all(names <= set(definitions) for _, names in rows)
    assert rate(rows) >= 0.9


def test_misspellings_are_tolerated() -> None:
    assert rate(table(MISSPELT)) >= 0.9


def test_scores_fall_and_limit_holds() -> None:
    found = catalog.search("resize image", limit=3)
    scores = [score for score, _ in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize("text", ["", "   ", "the of and", "\u00a0", "x" * 100_000])
def test_requests_without_words_find_nothing_or_little(text: str) -> None:
    assert len(catalog.search(text, limit=5)) <= 5


def test_an_identifier_finds_its_action_first() -> None:
    found = catalog.search("is.workflow.actions.gettext")
    assert found[0][1].identifier == "is.workflow.actions.gettext"
