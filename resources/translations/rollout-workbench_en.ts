<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerCard</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerFacts</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>hit the limit of %n token(s)</source>
        <translation>
            <numerusform>hit the limit of %n token</numerusform>
            <numerusform>hit the limit of %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswersCompareView</name>
    <message numerus="yes">
        <source>%n answer(s) turned green</source>
        <translation>
            <numerusform>%n answer turned green</numerusform>
            <numerusform>%n answers turned green</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) turned red</source>
        <translation>
            <numerusform>%n answer turned red</numerusform>
            <numerusform>%n answers turned red</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n turned red</source>
        <translation>
            <numerusform>%n turned red</numerusform>
            <numerusform>%n turned red</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersCompareRow</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersFindBar</name>
    <message numerus="yes">
        <source>in %1 of %Ln answer(s)</source>
        <translation>
            <numerusform>in %1 of %Ln answer</numerusform>
            <numerusform>in %1 of %Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersFocusView</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersHeader</name>
    <message numerus="yes">
        <source>%n correct</source>
        <translation>
            <numerusform>%n correct</numerusform>
            <numerusform>%n correct</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undecided</source>
        <translation>
            <numerusform>%n undecided</numerusform>
            <numerusform>%n undecided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished</source>
        <translation>
            <numerusform>%n unfinished</numerusform>
            <numerusform>%n unfinished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verifying</source>
        <translation>
            <numerusform>%n verifying</numerusform>
            <numerusform>%n verifying</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n writing</source>
        <translation>
            <numerusform>%n writing</numerusform>
            <numerusform>%n writing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n wrong</numerusform>
            <numerusform>%n wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::AnswersPanel</name>
    <message numerus="yes">
        <source>%n answer(s) hidden by the filter</source>
        <translation>
            <numerusform>%n answer hidden by the filter</numerusform>
            <numerusform>%n answers hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Press Generate to sample %n answer(s)</source>
        <translation>
            <numerusform>Press Generate to sample %n answer</numerusform>
            <numerusform>Press Generate to sample %n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::BenchDialog</name>
    <message numerus="yes">
        <source>%1 and %2 disagree on %Ln answer(s).</source>
        <translation>
            <numerusform>%1 and %2 disagree on %Ln answer.</numerusform>
            <numerusform>%1 and %2 disagree on %Ln answers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) were judged by all of them.</source>
        <translation>
            <numerusform>%Ln answer was judged by all of them.</numerusform>
            <numerusform>%Ln answers were judged by all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::CategoryWeightsDialog</name>
    <message numerus="yes">
        <source>%Ln prompt(s)</source>
        <translation>
            <numerusform>%Ln prompt</numerusform>
            <numerusform>%Ln prompts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::CurvePlot</name>
    <message numerus="yes">
        <source>%1 of %2: from %3 to %4 in %Ln step(s)</source>
        <translation>
            <numerusform>%1 of %2: from %3 to %4 in %Ln step</numerusform>
            <numerusform>%1 of %2: from %3 to %4 in %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::ExactPromptDialog</name>
    <message numerus="yes">
        <source>What the model reads: %n token(s)</source>
        <translation>
            <numerusform>What the model reads: %n token</numerusform>
            <numerusform>What the model reads: %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::HistoryPlot</name>
    <message numerus="yes">
        <source>%n group(s): first %1, last %2</source>
        <translation>
            <numerusform>%n group: first %1, last %2</numerusform>
            <numerusform>%n groups: first %1, last %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::ImportPromptsDialog</name>
    <message numerus="yes">
        <source>%Ln broken line(s)</source>
        <translation>
            <numerusform>%Ln broken line</numerusform>
            <numerusform>%Ln broken lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) kept</source>
        <translation>
            <numerusform>%Ln duplicate kept</numerusform>
            <numerusform>%Ln duplicates kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) left out</source>
        <translation>
            <numerusform>%Ln duplicate left out</numerusform>
            <numerusform>%Ln duplicates left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s)</source>
        <translation>
            <numerusform>%Ln prompt</numerusform>
            <numerusform>%Ln prompts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln answer(s) stay as you marked them.</source>
        <translation>
            <numerusform>%Ln answer stays as you marked it.</numerusform>
            <numerusform>%Ln answers stay as you marked them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) verified again, %1 judged otherwise.</source>
        <translation>
            <numerusform>%Ln answer verified again, %1 judged otherwise.</numerusform>
            <numerusform>%Ln answers verified again, %1 judged otherwise.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) are in “%1”. This run goes on training with its own prompts.</source>
        <translation>
            <numerusform>%Ln prompt is in “%1”. This run goes on training with its own prompts.</numerusform>
            <numerusform>%Ln prompts are in “%1”. This run goes on training with its own prompts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s) of “%1” are held out.</source>
        <translation>
            <numerusform>%Ln prompt of “%1” is held out.</numerusform>
            <numerusform>%Ln prompts of “%1” are held out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln prompt(s) and their statistics? This cannot be undone.</source>
        <translation>
            <numerusform>Delete %Ln prompt and its statistics? This cannot be undone.</numerusform>
            <numerusform>Delete %Ln prompts and their statistics? This cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete “%1” with %Ln prompt(s) and their statistics? This cannot be undone.</source>
        <translation>
            <numerusform>Delete “%1” with %Ln prompt and its statistics? This cannot be undone.</numerusform>
            <numerusform>Delete “%1” with %Ln prompts and their statistics? This cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag for %Ln prompt(s); with a minus in front it is taken away:</source>
        <translation>
            <numerusform>Tag for %Ln prompt; with a minus in front it is taken away:</numerusform>
            <numerusform>Tag for %Ln prompts; with a minus in front it is taken away:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The verifier failed on %Ln answer(s).</source>
        <translation>
            <numerusform>The verifier failed on %Ln answer.</numerusform>
            <numerusform>The verifier failed on %Ln answers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %n token(s) a second</source>
        <translation>
            <numerusform>Up to %n token a second</numerusform>
            <numerusform>Up to %n tokens a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::PromptDetailsPanel</name>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::PromptsPanel</name>
    <message numerus="yes">
        <source>%Ln prompt(s) hidden by the filter</source>
        <translation>
            <numerusform>%Ln prompt hidden by the filter</numerusform>
            <numerusform>%Ln prompts hidden by the filter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::StatusLine</name>
    <message numerus="yes">
        <source>%1 · %n thread(s) · %2</source>
        <translation>
            <numerusform>%1 · %n thread · %2</numerusform>
            <numerusform>%1 · %n threads · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rw::ui::VerifiersDialog</name>
    <message numerus="yes">
        <source>%1 of %Ln stored answer(s) would be judged otherwise</source>
        <translation>
            <numerusform>%1 of %Ln stored answer would be judged otherwise</numerusform>
            <numerusform>%1 of %Ln stored answers would be judged otherwise</numerusform>
        </translation>
    </message>
</context>
</TS>
